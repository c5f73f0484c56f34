"""Names written down by hand for the lexicon: well-known facts that no package has.

Names in a list are separated by commas.
"""

from __future__ import annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(",") if name.strip())


GROUPS = _names("""
Afghani, American, African, Asian, European, Eurasian, Australian, Arab, Arabian, Persian, Kurdish, Kurd, Turk,
Turkmen, Turkic, Uzbek, Tajik, Kazakh, Kyrgyz, Uyghur, Uighur, Mongol, Tibetan, Han, Rohingya, Rohingyas, Bengali,
Punjabi, Pashtun, Tamil, Sinhalese, Gujarati, Sikh, Hindu, Buddhist, Muslim, Moslem, Islamic, Christian, Catholic,
Protestant, Orthodox, Jew, Jewish, Zionist, Sunni, Shiite, Shia, Shi'ite, Shi'a, Alawite, Druze, Yazidi, Copt,
Coptic, Maronite, Mormon, Lutheran, Anglican, Baptist, Methodist, Evangelical, Presbyterian, Quaker, Amish, Hasidic,
Roma, Romani, Sami, Basque, Catalan, Galician, Breton, Flemish, Walloon, Scot, Scottish, Welsh, English, Englishman,
Irishman, Briton, Brit, Frenchman, Dutchman, Spaniard, Dane, Swede, Finn, Pole, Czech, Slovak, Serb, Croat, Bosniak,
Bosnian, Kosovar, Chechen, Tatar, Cossack, Slav, Slavic, Balkan, Baltic, Nordic, Scandinavian, Latin, Latino, Latina,
Latinos, Hispanic, Chicano, Maya, Mayan, Inca, Aztec, Cherokee, Navajo, Sioux, Apache, Inuit, Maori, Māori, Aboriginal,
Polynesian, Zulu, Xhosa, Hausa, Igbo, Yoruba, Fulani, Tuareg, Berber, Amazigh, Hutu, Tutsi, Oromo, Tigrayan, Amhara,
Maasai, Kikuyu, Somalilander, Bedouin, Palestinian, Israelite, Hebrew, Soviet, Yugoslav, Czechoslovak, Ottoman,
Roman, Byzantine, Spartan, Athenian, Trojan, Viking, Norman, Saxon, Anglo-Saxon, Celtic, Celt, Gaul, Goth, Caucasian,
Republican, Democrat, Tory, Conservatives, Communist, Socialist, Marxist, Maoist, Nazi, Fascist, Islamist, Salafi,
Wahhabi, Jihadist, Baathist, Ba'athist, Hutus, Tutsis, Londoner, Parisian, New Yorker, Californian, Texan, Floridian,
Hawaiian, Alaskan, Berliner, Muscovite, Sicilian, Tuscan, Bavarian, Prussian, Catalonian, Quebecois, Cantonese,
Taiwanese, Hongkonger, Kashmiri, Balochi, Baloch, Hazara, Malay, Javanese, Balinese, Acehnese, Timorese, Papuan,
Hmong, Karen, Shan, Kachin, Khmer, Lao, Cham, Filipino, Filipina, Pinoy, Okinawan, Ainu, Argentine, Argentinian, Kiwi,
Aussie, Yank, Emirati, Saudi, Yemenite, Azeri, Abkhaz, Ossetian, Dagestani, Crimean, Transnistrian, Moldavian,
Belarussian, Byelorussian, Kazakhstani, Kyrgyzstani, Tajikistani, Uzbekistani, Turkmenistani, Central Asian,
South Asian, East Asian, Southeast Asian, North African, West African, East African, South American, North American,
Latin American, Central American, Middle Eastern, Eastern European, Western European, Central European, African
American, African-American, Native American, Asian American, Mexican American, British Asian, Arab American
""")

PLACES = _names("""
Africa, Asia, Europe, America, North America, South America, Central America, Latin America, Oceania, Antarctica,
Eurasia, Central Asia, South Asia, East Asia, Southeast Asia, South-East Asia, South East Asia, West Asia,
North Africa, West Africa, East Africa, Southern Africa, Sub-Saharan Africa, Horn of Africa, Sahel, Sahara, Maghreb,
Middle East, Near East, Far East, Levant, Balkans, Caucasus, South Caucasus, North Caucasus, Baltics, Scandinavia,
Eastern Europe, Western Europe, Central Europe, Northern Europe, Southern Europe, Caribbean, West Indies, Siberia,
Crimea, Donbas, Donbass, Transnistria, Abkhazia, South Ossetia, Nagorno-Karabakh, Chechnya, Dagestan, Tatarstan,
Kurdistan, Iraqi Kurdistan, Kashmir, Tibet, Xinjiang, Inner Mongolia, Manchuria, Punjab, Bengal, Balochistan, Sindh,
Gaza, Gaza Strip, West Bank, East Jerusalem, Golan Heights, Sinai, Palestine, Darfur, Tigray, Biafra, Zanzibar,
Katanga, Kivu, Western Sahara, Catalonia, Basque Country, Andalusia, Galicia, Brittany, Normandy, Provence, Alsace,
Bavaria, Saxony, Prussia, Silesia, Tuscany, Sicily, Sardinia, Corsica, Crete, Lombardy, Flanders, Wallonia, Great
Britain, Britain, England, Scotland, Wales, Northern Ireland, Ulster, Cornwall, Yorkshire, Kent, Essex, Sussex,
Surrey, Devon, Dorset, Norfolk, Suffolk, Lancashire, Cumbria, Hampshire, Oxfordshire, Cambridgeshire, Midlands,
Holland, Burma, Persia, Siam, Ceylon, Formosa, Mesopotamia, Anatolia, Ottoman Empire, Roman Empire, Byzantium,
Soviet Union, USSR, U.S.S.R., Yugoslavia, Czechoslovakia, East Germany, West Germany, Zaire, Rhodesia, Mecca, Medina,
US, U.S., USA, U.S.A., UK, U.K., UAE, U.A.E., DRC, PRC, DPRK, ROK, Holy See, Czech Republic, Ivory Coast, Cape Verde,
Swaziland, Macedonia, East Timor, Republic of Ireland, Republic of Korea, Democratic Republic of the Congo, Congo,
Republic of the Congo, Taiwan, Hong Kong, Macau, Mainland China, Kosovo, Atlantic, Pacific, Atlantic Ocean, Pacific
Ocean, Indian Ocean, Arctic Ocean, Arctic, Antarctic, Mediterranean, Mediterranean Sea, Black Sea, Red Sea, Dead Sea,
Caspian Sea, Caspian, Aral Sea, Baltic Sea, North Sea, Irish Sea, South China Sea, East China Sea, Yellow Sea, Sea of
Japan, Sea of Azov, Persian Gulf, Gulf of Mexico, Gulf of Aden, Bay of Bengal, Strait of Hormuz, Taiwan Strait,
English Channel, Bosphorus, Dardanelles, Suez Canal, Panama Canal, Suez, Nile, Amazon, Danube, Rhine, Volga, Ganges,
Indus, Mekong, Yangtze, Yellow River, Tigris, Euphrates, Jordan River, Mississippi, Mississippi River, Missouri
River, Hudson River, Hudson, Thames, River Thames, Seine, Elbe, Alps, Himalayas, Andes, Rockies, Rocky Mountains,
Appalachians, Urals, Pyrenees, Carpathians, Hindu Kush, Mount Everest, Everest, Kilimanjaro, Mount Fuji, Silicon
Valley, Wall Street, Capitol Hill, White House, Pentagon, Kremlin, Downing Street, Red Square, Tiananmen Square,
Times Square, Manhattan, Brooklyn, Queens, Bronx, Staten Island, Harlem, Long Island, Hollywood, Beverly Hills, Bay
Area, Midwest, New England, West Coast, East Coast, Deep South, D.C., Washington D.C., Washington DC, NYC, L.A.,
Guantanamo Bay, Guantánamo Bay, Pearl Harbor, Hiroshima, Chernobyl, Fukushima, Fallujah, Ramadi, Tikrit, Najaf,
Karbala, Basra, Mosul, Kirkuk, Idlib, Raqqa, Helmand, Kandahar, Waziristan, Swat Valley, Khyber Pakhtunkhwa, Bombay, Calcutta, Madras, Bangalore, Saigon, Peking, Canton, Leningrad,
Petrograd, Stalingrad, Constantinople, Danzig, Breslau, Königsberg, Kiev, Kyiv, Kharkov, Odessa, Lvov, Rangoon,
Byzantium, Babylon, Carthage, Sparta, Troy, Jerusalem, Bethlehem, Nazareth, Judea, Galilee, Sodom,
Donetsk, Luhansk, Sevastopol, South Kordofan, Niger Delta, Borno, Borno State, Adamawa, Yobe, Zamfara, Katsina,
Kaduna, Kogi, Benue, Bayelsa, Anambra, Enugu, Ebonyi, Osun, Ekiti, Ondo, Ogun, Kwara, Nasarawa, Bauchi, Gombe, Taraba,
Jigawa, Kebbi, Sokoto, Akwa Ibom, Chibok, Maiduguri, Mekelle, Mekele, Oromia, Puntland, Somaliland, Jubaland, Kismayo,
Dadaab, Kakuma, Rift Valley, Turkana, Garissa, Mandera, Lamu, Kwale, North Kivu, South Kivu, Kasai, Goma, Bukavu,
Butembo, Gauteng, KwaZulu-Natal, Eastern Cape, Western Cape, Northern Cape, Limpopo, Mpumalanga, Soweto, Cabo Delgado,
Sofala, Matabeleland, Mashonaland, Ashanti Region, Volta Region, Casamance, Azawad, Timbuktu, Kidal, Cyrenaica,
Tripolitania, Fezzan, Sirte, Misrata, Benghazi, Sinai Peninsula, Upper Egypt, Nile Delta, Gaza City, Khan Younis,
Rafah, Jabalia, Ramallah, Hebron, Nablus, Jenin, Sderot, Ashkelon, Western Wall, Temple Mount, Hodeidah, Hudaydah,
Sanaa, Taiz, Afrin, Manbij, Kobani, Ghouta, Eastern Ghouta, Deir al-Zor, Deir ez-Zor, Daraa, Homs, Palmyra, Latakia,
Hasakah, Sinjar, Anbar, Nineveh, Diyala, Sadr City, Kurdistan Region, Bandar Abbas, Natanz, Fordow, Bushehr, Gulf of
Oman, Bab el-Mandeb, Stepanakert, Ingushetia, Grozny, Kaliningrad, Sakhalin, Kamchatka, Kuril Islands, Vladivostok,
Bucha, Irpin, Mariupol, Kherson, Zaporizhzhia, Indian-administered Kashmir, Jammu and Kashmir, Azad Kashmir, Ladakh,
Srinagar, Pulwama, Line of Control, Galwan Valley, Arunachal Pradesh, Uttar Pradesh, Madhya Pradesh, Andhra Pradesh,
Himachal Pradesh, Telangana, Tamil Nadu, Karnataka, Kerala, Maharashtra, Gujarat, Rajasthan, Haryana, Bihar,
Jharkhand, Odisha, West Bengal, Assam, Manipur, Nagaland, Mizoram, Tripura, Meghalaya, Sikkim, Goa, Chhattisgarh,
Uttarakhand, Ayodhya, Gilgit-Baltistan, North Waziristan, South Waziristan, Abbottabad, Torkham, Gwadar, Cox's Bazar,
Chittagong Hill Tracts, Sylhet, Gorkha, Pokhara, Kathmandu Valley, Jaffna, Kandy, Kunduz, Nangarhar, Lashkar Gah,
Panjshir, Bagram, Khost, Rakhine, Rakhine State, Shan State, Kachin State, Kayin State, Naypyitaw, Naypyidaw,
Mandalay, Aceh, West Papua, Central Java, West Java, East Java, Central Sulawesi, East Kalimantan, West Sumatra, North
Sumatra, Lombok, Bali, Palu, Mindanao, Luzon, Visayas, Sulu, Basilan, Jolo, Marawi, Zamboanga, Palawan, Cebu, Leyte,
Boracay, Metro Manila, Sabah, Sarawak, Penang, Johor, Kelantan, Isan, Pattani, Narathiwat, Phuket, Spratly Islands,
Paracel Islands, Scarborough Shoal, Senkaku Islands, Diaoyu Islands, Dokdo, Takeshima, Okinawa, Hokkaido, Kyushu,
Honshu, Shikoku, Tohoku, Jeju, Jeju Island, Gyeonggi, Kaesong, Panmunjom, Yongbyon, Punggye-ri, Wonsan, Sinuiju,
Demilitarized Zone, Guangdong, Guangxi, Hubei, Hunan, Sichuan, Yunnan, Zhejiang, Jiangsu, Shandong, Shanxi, Shaanxi,
Hebei, Henan, Heilongjiang, Jilin, Liaoning, Gansu, Guizhou, Fujian, Anhui, Jiangxi, Hainan, Qinghai, Ningxia,
Kowloon, New Territories, Mong Kok, Causeway Bay, Chiapas, Oaxaca, Guerrero, Sinaloa, Michoacan, Michoacán,
Tamaulipas, Veracruz, Jalisco, Sonora, Chihuahua, Baja California, Nuevo Leon, Nuevo León, Coahuila, Quintana Roo,
Iguala, Ayotzinapa, Ciudad Juarez, Ciudad Juárez, Darien Gap, Minas Gerais, Bahia, Rio Grande do Sul, Mato Grosso,
Roraima, Rondonia, Rondônia, Pernambuco, Ceara, Ceará, Paraná, Brumadinho, Amazon rainforest, Orinoco, Zulia, Tachira,
Táchira, Cauca, Antioquia, Catatumbo, Araucania, Araucanía, Atacama, Tierra del Fuego, Patagonia, Falkland Islands,
Gran Chaco, Cochabamba, El Alto, Ayacucho, Andalucia, Veneto, Piedmont, Umbria, Lampedusa, Calabria, Lesbos, Lesvos,
Idomeni, Peloponnese, Lower Saxony, Thuringia, Brandenburg, Hesse, North Rhine-Westphalia, Rhineland-Palatinate,
Saarland, Schleswig-Holstein, Saxony-Anhalt, Mecklenburg-Western Pomerania, Baden-Württemberg, Baden-Wuerttemberg,
Molenbeek, Transylvania, Bukovina, Pomerania, Mazovia, Republika Srpska, Srebrenica, Vojvodina, Sandzak, Thrace,
Cappadocia, Diyarbakir, Hatay, Incirlik, Taksim Square, Tahrir Square, Gezi Park, Champs-Elysees, Champs-Élysées,
Stormont, Londonderry, Merseyside, Grenfell Tower, Heathrow, Gatwick, Calais, Old Trafford, Wembley, Camp Nou,
Mar-a-Lago, Trump Tower, Camp David, U.S. Capitol, Rust Belt, Sun Belt, Bible Belt, Sunbelt, Pacific Northwest, Gulf
Coast, Hill Country, Foggy Bottom, K Street, Lafayette Square, Lafayette Park, National Mall, Ground Zero, Central
Park, Charlottesville, Sandy Hook, Standing Rock, Rio Grande, Ohio Valley, Upstate New York, Orange County,
Queensland, New South Wales, Tasmania, Northern Territory, South Australia, Western Australia, Christchurch,
Bougainville, Manus Island, Nauru, New Caledonia, French Polynesia, Solomon Islands, The Hague
""")

ORGANISATIONS = _names("""
United Nations, UN, U.N., UNESCO, UNICEF, UNHCR, UNDP, UNODC, WHO, World Health Organization, World Health
Organisation, WTO, World Trade Organization, IMF, International Monetary Fund, World Bank, IAEA, ILO, FAO, WFP, ICC,
ICJ, Interpol, INTERPOL, Europol, NATO, OSCE, CSTO, CIS, SCO, Shanghai Cooperation Organisation, Shanghai Cooperation
Organization, RATS, CICA, EAEU, BRICS, G7, G8, G20, OPEC, OPEC+, ASEAN, APEC, SAARC, EU, European Union, European
Commission, European Parliament, European Council, European Central Bank, ECB, Council of Europe, African Union, AU,
ECOWAS, Arab League, League of Arab States, GCC, OIC, OAS, Mercosur, NAFTA, Commonwealth, League of Nations, Red
Cross, Red Crescent, ICRC, International Committee of the Red Cross, Amnesty International, Human Rights Watch,
Greenpeace, WWF, Oxfam, Save the Children, Médecins Sans Frontières, Doctors Without Borders, MSF, Transparency
International, Reporters Without Borders, Security Council, UN Security Council, General Assembly, UN General
Assembly, Human Rights Council, International Criminal Court, International Court of Justice, International Olympic
Committee, IOC, FIFA, UEFA, NBA, NFL, MLB, NHL, NCAA, ESPN, Premier League, CIA, FBI, NSA, DHS, DEA, ATF, EPA, FDA,
CDC, NIH, NASA, ESA, NOAA, FCC, FTC, SEC, IRS, USAID, Congress, U.S. Congress, Senate, House of Representatives,
House of Commons, House of Lords, Parliament, Knesset, Bundestag, Bundesrat, Duma, State Duma, Diet, Lok Sabha, Rajya
Sabha, Supreme Court, Pentagon, State Department, Department of State, Justice Department, Department of Justice,
Treasury, Department of Defense, Defense Department, Homeland Security, Federal Reserve, Fed, Kremlin, White House,
GOP, Republican Party, Democratic Party, Labour Party, Labour, Conservative Party, Liberal Democrats, Lib Dems, SNP,
UKIP, Sinn Féin, Sinn Fein, DUP, IRA, Fatah, Hamas, Hezbollah, Hizbollah, Hizballah, PLO, Palestinian Authority,
Taliban, al-Qaeda, Al-Qaeda, Al Qaeda, al Qaeda, al-Qaida, Al-Qaida, ISIS, ISIL, Islamic State, Daesh, Boko Haram,
al-Shabaab, Al-Shabaab, Muslim Brotherhood, FARC, ETA, PKK, LTTE, Tamil Tigers, Mossad, Shin Bet, IDF, KGB, FSB, GRU,
MI5, MI6, GCHQ, ISI, BJP, Indian National Congress, ANC, ZANU-PF, Communist Party, Communist Party of China, CCP, KMT,
Kuomintang, DPP, AKP, HDP, CDU, CSU, SPD, AfD, FDP, Fidesz, PiS, Syriza, Podemos, PP, PSOE, Ba'ath Party, Baath Party,
Civic Party, AFP, Agence France-Presse, Reuters, Associated Press, AP, Bloomberg, Xinhua, TASS, Itar-Tass, RIA
Novosti, Interfax, DPA, KCNA, IRNA, PTI, ANSA, EFE, Kyodo, Yonhap, BBC, BBC News, CNN, NBC, NBC News, ABC, ABC News,
CBS, CBS News, PBS, NPR, MSNBC, CNBC, Fox News, Sky News, ITV, Channel 4, Al Jazeera, Al-Jazeera, Al Arabiya, RT,
Voice of America, Deutsche Welle, New York Times, The New York Times, Washington Post, The Washington Post, Wall
Street Journal, Los Angeles Times, USA Today, Chicago Tribune, Boston Globe, Guardian, The Guardian, Daily Telegraph,
The Independent, Financial Times, The Economist, The Times, Sunday Times, Daily Mail, Daily Mirror, The Sun, Le Monde,
Le Figaro, Libération, Der Spiegel, Die Zeit, Süddeutsche Zeitung, Bild, El País, El Mundo, La Repubblica, Corriere
della Sera, Pravda, Izvestia, Kommersant, Novaya Gazeta, Haaretz, Jerusalem Post, Times of India, The Hindu, Dawn,
China Daily, Global Times, People's Daily, South China Morning Post, Straits Times, Sydney Morning Herald, Globe and
Mail, Toronto Star, Time, Newsweek, Forbes, Fortune, Vanity Fair, The New Yorker, Rolling Stone, The Atlantic, Wired,
HuffPost, Huffington Post, BuzzFeed, Politico, Axios, Vox, Breitbart, Wikinews, Wikipedia, Wikimedia Foundation,
WikiLeaks, Creative Commons, Mozilla, Google, YouTube, Facebook, Twitter, Instagram, WhatsApp, TikTok, Snapchat,
LinkedIn, Reddit, Skype, Yahoo, Yahoo!, eBay, PayPal, Amazon, Netflix, Uber, Lyft, Airbnb, Spotify, Apple, Microsoft,
IBM, Intel, AMD, Nvidia, Oracle, Cisco, Dell, HP, Hewlett-Packard, Xerox, Motorola, Nokia, Ericsson, Samsung, LG,
Sony, Panasonic, Toshiba, Hitachi, Nintendo, Huawei, ZTE, Lenovo, Alibaba, Tencent, Baidu, Xiaomi, Boeing, Airbus,
Lockheed Martin, Raytheon, Northrop Grumman, General Electric, GE, General Motors, GM, Ford, Chrysler, Tesla, SpaceX,
Toyota, Honda, Nissan, Mazda, Hyundai, Kia, BMW, Mercedes-Benz, Daimler, Volkswagen, VW, Audi, Porsche, Renault,
Peugeot, Fiat, Ferrari, Volvo, Saab, Siemens, Bosch, BASF, Bayer, ExxonMobil, Exxon, Chevron, Shell, BP, Total,
Gazprom, Rosneft, Lukoil, Saudi Aramco, Petrobras, Enron, Halliburton, Blackwater, Walmart, Wal-Mart, Target, Costco,
Tesco, Sainsbury's, IKEA, Starbucks, McDonald's, Burger King, KFC, Pizza Hut, Coca-Cola, Pepsi, PepsiCo, Nestlé,
Unilever, Nike, Adidas, Goldman Sachs, Morgan Stanley, JPMorgan, JP Morgan, Citigroup, Citibank, Bank of America,
Wells Fargo, Lehman Brothers, Merrill Lynch, Bear Stearns, HSBC, Barclays, UBS, Credit Suisse, Deutsche Bank, Visa,
Mastercard, American Express, Disney, Walt Disney Company, Warner Bros., Paramount, Universal, HBO, MTV, Marvel, Pixar,
Harvard, Harvard University, Yale, Yale University, Princeton, Stanford, Stanford University, MIT, Oxford University,
Cambridge University, University of Oxford, University of Cambridge, Columbia University, Berkeley, UCLA, NYU, LSE,
RAND Corporation, Brookings Institution, Heritage Foundation, Cato Institute, Carnegie Endowment, Chatham House,
Carlyle Group, Royal Navy, Royal Air Force, RAF, US Army, U.S. Army, US Navy, U.S. Navy, US Marine Corps, Marines,
U.S. Air Force, Red Army, Wehrmacht, Waffen-SS, SS, Gestapo, Luftwaffe, Real Madrid, Barcelona, FC Barcelona, Manchester
United, Manchester City, Liverpool FC, Arsenal, Chelsea, Tottenham Hotspur, Everton, Bayern Munich, Borussia
Dortmund, Juventus, AC Milan, Inter Milan, Paris Saint-Germain, Ajax, Celtic, Rangers, New York Yankees, Yankees,
Boston Red Sox, Red Sox, New York Mets, Mets, Chicago Cubs, Dodgers, Lakers, Celtics, Chicago Bulls, Warriors,
Cowboys, Patriots, Packers, Steelers, 49ers, Seahawks, Maple Leafs, Catholic Church, Church of England, Vatican,
Roman Catholic Church, Orthodox Church, Russian Orthodox Church, Church of Scientology, Salvation Army, YMCA, Boy
Scouts, Rotary, NRA, ACLU, NAACP, AFL-CIO, Teamsters, Solidarity, Hells Angels, Ku Klux Klan, Mafia, Yakuza,
All Progressives Congress, Peoples Democratic Party, People's Democratic Party, APC, PDP, Labour Party of Nigeria,
Orange Democratic Movement, ODM, Jubilee Party, Kenya African National Union, KANU, Convention People's Party,
National Democratic Congress, New Patriotic Party, Movement for Democratic Change, Economic Freedom Fighters,
Democratic Alliance, Inkatha Freedom Party, SWAPO, FRELIMO, Frelimo, RENAMO, Renamo, MPLA, UNITA, Chama Cha Mapinduzi,
National Resistance Movement, Forum for Democratic Change, Rwandan Patriotic Front, Tigray People's Liberation Front,
TPLF, Oromo Liberation Front, EPRDF, Lord's Resistance Army, Allied Democratic Forces, ADF, M23, FDLR, MONUSCO,
UNAMID, UNMISS, MINUSMA, AMISOM, MINUSCA, UNIFIL, UNRWA, OCHA, UNFPA, UNCTAD, UNEP, UNAIDS, IOM, IMO, ITU, WIPO, ADB,
African Development Bank, AfDB, Asian Development Bank, Asian Infrastructure Investment Bank, AIIB, Inter-American
Development Bank, European Investment Bank, IGAD, SADC, COMESA, East African Community, Nigerian National Petroleum
Corporation, NNPC, EFCC, INEC, NAFDAC, SERAP, MASSOB, IPOB, Niger Delta Avengers, Ansaru, ISWAP, Eskom, Transnet,
Sasol, MTN, Safaricom, Kenya Airways, Ethiopian Airlines, South African Airways, Dangote Group, Daily Nation, The East
African, The Punch, ThisDay, Daily Trust, Premium Times, Sahara Reporters, Daily Maverick, Mail & Guardian, News24,
SABC, NTV, Citizen TV, Daily Monitor, New Vision, The Herald, Daily Graphic, GhanaWeb, Al-Ahram, Ahram Online,
Ennahda, Ennahdha, Nidaa Tounes, FLN, Polisario Front, Polisario, Libyan National Army, National Transitional Council,
Government of National Accord, Janjaweed, Rapid Support Forces, SPLM, SPLA, Transitional Military Council, Kaizer
Chiefs, Orlando Pirates, Super Eagles, Bafana Bafana, Black Stars, Indomitable Lions, Harambee Stars, Asante Kotoko,
Hearts of Oak, Gor Mahia, CAF, Confederation of African Football, Aam Aadmi Party, Trinamool Congress, All India
Trinamool Congress, Shiv Sena, Bahujan Samaj Party, Samajwadi Party, Janata Dal, Telugu Desam Party, DMK, AIADMK, CPM,
RSS, Rashtriya Swayamsevak Sangh, Vishwa Hindu Parishad, CBI, Central Bureau of Investigation, Enforcement
Directorate, Reserve Bank of India, RBI, SEBI, ISRO, Tata Motors, Tata Consultancy Services, Reliance Industries,
Infosys, Wipro, Air India, IndiGo, Hindustan Times, Indian Express, The Indian Express, Deccan Herald, The Telegraph,
NDTV, India Today, Economic Times, BCCI, Board of Control for Cricket in India, Mumbai Indians, Chennai Super Kings,
Pakistan Muslim League, PML-N, PML-Q, Pakistan People's Party, PPP, Pakistan Peoples Party, Pakistan Tehreek-e-Insaf,
Tehreek-e-Insaf, MQM, Muttahida Qaumi Movement, Jamaat-e-Islami, Jamaat-ud-Dawa, Lashkar-e-Taiba, Lashkar-e-Toiba,
Lashkar-e-Jhangvi, Jaish-e-Mohammed, Hizbul Mujahideen, Tehreek-e-Taliban, Tehrik-i-Taliban Pakistan, TTP, Haqqani
Network, Geo TV, Geo News, ARY News, Express Tribune, The Express Tribune, Awami League, Bangladesh Nationalist Party,
BNP, Daily Star, The Daily Star, Prothom Alo, Rapid Action Battalion, Grameen Bank, Maoist Centre, Nepali Congress,
Kathmandu Post, United National Party, Sri Lanka Freedom Party, Janatha Vimukthi Peramuna, Golkar, Gerindra, PDI-P,
Nahdlatul Ulama, Muhammadiyah, Jemaah Islamiyah, Free Aceh Movement, Jakarta Post, The Jakarta Post, Antara,
Pertamina, Garuda Indonesia, Lion Air, Corruption Eradication Commission, KPK, Abu Sayyaf, Moro Islamic Liberation
Front, MILF, Moro National Liberation Front, MNLF, New People's Army, Communist Party of the Philippines, Philippine
Daily Inquirer, Philippine Star, Rappler, ABS-CBN, GMA News, Philippine National Police, Armed Forces of the
Philippines, UMNO, Barisan Nasional, Pakatan Harapan, Democratic Action Party, Parti Keadilan Rakyat, 1MDB, Petronas,
AirAsia, Malaysia Airlines, Bernama, The Star Online, People's Action Party, Temasek, Pheu Thai, Thai Rak Thai, Palang
Pracharath, Future Forward, Bangkok Post, Tatmadaw, National League for Democracy, NLD, Arakan Army, Irrawaddy, The
Irrawaddy, Khmer Rouge, Cambodian People's Party, Cambodia National Rescue Party, Phnom Penh Post, VnExpress, Viet
Cong, Vietnam News Agency, Liberal Democratic Party, Komeito, Democratic Party of Japan, NHK, Asahi Shimbun, Yomiuri
Shimbun, Mainichi Shimbun, Nikkei, Japan Times, The Japan Times, Kyodo News, Bank of Japan, TEPCO, SoftBank,
Mitsubishi, Mitsui, Sumitomo, Fujitsu, NEC, Olympus, Takata, Aum Shinrikyo, Yonhap News Agency, Korea Herald, Korea
Times, Chosun Ilbo, JoongAng Ilbo, Hankyoreh, Saenuri Party, Workers' Party of Korea, Hyundai Motor, SK Hynix, Samsung
Electronics, LG Electronics, Korean Central News Agency, Rodong Sinmun, National People's Congress, Politburo,
People's Liberation Army, PLA, State Council, Xinhua News Agency, CCTV, CGTN, Caixin, Weibo, WeChat, ByteDance,
JD.com, Didi, Sinopec, PetroChina, CNOOC, Democratic Progressive Party, Demosisto, Democratic Alliance for the
Betterment, Legislative Council, Apple Daily, Ming Pao, RTHK, Cathay Pacific, Falun Gong, Chinese Communist Party,
IRGC, Islamic Revolutionary Guard Corps, Revolutionary Guards, Revolutionary Guard, Quds Force, Guardian Council,
Assembly of Experts, Basij, Fars, Fars News Agency, Tasnim, Press TV, Mujahedin-e Khalq, MEK, Justice and Development
Party, Republican People's Party, Nationalist Movement Party, MHP, CHP, Peoples' Democratic Party, Hurriyet, Hürriyet,
Cumhuriyet, Anadolu, Anadolu Agency, Daily Sabah, Turkish Airlines, YPG, PYD, People's Protection Units, Syrian
Democratic Forces, SDF, Free Syrian Army, FSA, al-Nusra Front, Al-Nusra Front, Nusra Front, Jabhat al-Nusra, Hayat
Tahrir al-Sham, Ahrar al-Sham, White Helmets, SANA, Peshmerga, Popular Mobilization Forces, Kataib Hezbollah, Badr
Organization, Houthis, Islamic Jihad, Palestinian Islamic Jihad, Likud, Kadima, Yisrael Beiteinu, Yesh Atid, Blue and
White, Shas, Meretz, Israel Defense Forces, Times of Israel, Ynet, Yedioth Ahronoth, Peace Now, B'Tselem, Saudi Press
Agency, Arab News, Gulf News, The National, Khaleej Times, Etihad, Qatar Airways, Aramco, Al-Manar, Daily Star
Lebanon, Muslim World League, Workers' Party, Brazilian Social Democracy Party, PSDB, PMDB, Supreme Federal Court,
Embraer, Odebrecht, JBS, Folha de S.Paulo, O Globo, Estadão, PRI, Institutional Revolutionary Party, National Action
Party, PRD, Pemex, Sinaloa Cartel, Los Zetas, Zetas, El Universal, La Jornada, Televisa, EZLN, Zapatistas, PDVSA,
Telesur, El Nacional, United Socialist Party of Venezuela, Voluntad Popular, ELN, National Liberation Army, Shining
Path, Sendero Luminoso, Movement for Socialism, Clarín, La Nación, La Nacion, YPF, Justicialist Party, Codelco, FMLN,
Sandinistas, FSLN, MS-13, Mara Salvatrucha, Caricom, CARICOM, UNASUR, CELAC, Boca Juniors, River Plate, Flamengo,
Corinthians, Palmeiras, Conmebol, CONMEBOL, United Russia, Rosatom, Roscosmos, Aeroflot, Sberbank, VTB, Novatek,
Wagner Group, Echo of Moscow, Pussy Riot, Federal Security Service, Investigative Committee, Verkhovna Rada, Naftogaz,
Right Sector, Azov Battalion, Servant of the People, Party of Regions, Ukrinform, Kyiv Post, Law and Justice, Civic
Platform, Gazeta Wyborcza, Jobbik, Visegrad Group, Freedom Party, Golden Dawn, New Democracy, PASOK, Alternative for
Germany, Christian Democratic Union, Christian Social Union, Social Democratic Party, Social Democrats, Free
Democratic Party, Free Democrats, Die Linke, Left Party, Green Party, Commerzbank, Lufthansa, Germanwings, Allianz,
ThyssenKrupp, Wirecard, BND, Bundeswehr, Handelsblatt, National Front, National Rally, En Marche, La République En
Marche, Socialist Party, Les Républicains, Charlie Hebdo, Air France, SNCF, BFM TV, Five Star Movement, 5-Star
Movement, Northern League, Lega Nord, Forza Italia, Eni, Fininvest, Popular Party, People's Party, Ciudadanos,
Telefónica, Telefonica, BBVA, Scottish National Party, Plaid Cymru, Brexit Party, UK Independence Party, Democratic
Unionist Party, Ulster Unionist Party, Fine Gael, Fianna Fáil, Fianna Fail, Scotland Yard, Metropolitan Police, Crown
Prosecution Service, National Health Service, NHS, Bank of England, British Airways, Rolls-Royce, Ofcom, Trades Union
Congress, Frontex, Eurogroup, Eurostat, European Court of Justice, European Court of Human Rights, European Medicines
Agency, Nobel Committee, World Food Programme, World Food Program, World Anti-Doping Agency, WADA, World Economic
Forum, World Wildlife Fund, International Atomic Energy Agency, International Labour Organization, International
Organization for Migration, Committee to Protect Journalists, CPJ, Freedom House, International Crisis Group, Doctors
of the World, Medecins Sans Frontieres, Syrian Observatory for Human Rights, International Rescue Committee, Norwegian
Refugee Council, World Vision, Pew Research Center, Gallup, Ipsos, YouGov, Quinnipiac University, Monmouth University,
Rasmussen, Reuters/Ipsos, House Judiciary Committee, House Intelligence Committee, Senate Judiciary Committee, Senate
Intelligence Committee, Senate Foreign Relations Committee, House Oversight Committee, Ways and Means Committee,
Freedom Caucus, Democratic National Committee, DNC, Republican National Committee, RNC, NRSC, DCCC, Tea Party,
Libertarian Party, Planned Parenthood, Black Lives Matter, Proud Boys, Antifa, Lincoln Project, Trump Organization,
Trump Foundation, Clinton Foundation, Fusion GPS, Cambridge Analytica, Internet Research Agency, National Security
Council, NSC, Office of Management and Budget, OMB, CBO, Congressional Budget Office, GAO, Immigration and Customs
Enforcement, Customs and Border Protection, CBP, FEMA, TSA, FAA, NTSB, OSHA, NLRB, FEC, Federal Election Commission,
HUD, Veterans Affairs, Postal Service, U.S. Postal Service, Secret Service, Coast Guard, National Guard, Border
Patrol, Education Department, Energy Department, Commerce Department, Interior Department, Labor Department, Treasury
Department, Transportation Department, Agriculture Department, Foreign Ministry, Foreign Office, Home Office, Elysee,
Élysée, U.S. Supreme Court, U.S. Senate, U.S. House, U.S. House of Representatives, The Hill, Roll Call, National
Review, The Daily Beast, Daily Beast, The Intercept, ProPublica, McClatchy, Mother Jones, Washington Examiner,
Washington Times, New York Post, New York Daily News, New Yorker, Newsmax, One America News, OAN, Daily Caller,
C-SPAN, AARP, SEIU, AFSCME, United Auto Workers, UAW, Chamber of Commerce, U.S. Chamber of Commerce, Club for Growth,
Americans for Prosperity, Koch Industries, Federalist Society, Judicial Watch, Southern Poverty Law Center, Human
Rights Campaign, Sierra Club, Everytown, Mar-a-Lago Club, Moderna, Pfizer, AstraZeneca, Johnson & Johnson, BioNTech,
Gilead, Novartis, Merck, GlaxoSmithKline, Sanofi, Bharat Biotech, Serum Institute of India, Sinovac, Sinopharm,
Palantir, Parler, Cathay, Qantas, Air New Zealand, Fonterra, Australian Broadcasting Corporation, The Australian,
Liberal Party, Labor Party, National Party, One Nation, ACCC, Cricket Australia, All Blacks, Wallabies, Springboks,
Proteas, Three Lions, AS Roma, Atletico Madrid, Atlético Madrid, Sevilla, Valencia CF, Benfica, Sporting Lisbon,
Galatasaray, Fenerbahce, Besiktas, Leicester City, Newcastle United, Aston Villa, West Ham, West Ham United, Crystal
Palace, Leeds United, Rangers FC, RB Leipzig, Bayer Leverkusen, Miami Heat, Los Angeles Lakers, Golden State Warriors,
Boston Celtics, Toronto Raptors, San Antonio Spurs, Houston Rockets, Dallas Mavericks, Dallas Cowboys, New England
Patriots, Kansas City Chiefs, Green Bay Packers, Los Angeles Dodgers, Washington Nationals, Houston Astros
""")

EVENTS = _names("""
World War I, World War II, World War One, World War Two, First World War, Second World War, WWI, WWII, WW1, WW2, Great
War, Cold War, Vietnam War, Korean War, Gulf War, Iraq War, Iran-Iraq War, Falklands War, Crimean War, Boer War, Civil
War, American Civil War, Spanish Civil War, English Civil War, Syrian Civil War, Revolutionary War, American
Revolution, American Revolutionary War, French Revolution, Russian Revolution, October Revolution, Industrial
Revolution, Cultural Revolution, Orange Revolution, Rose Revolution, Velvet Revolution, Arab Spring, Prague Spring,
Yom Kippur War, Six-Day War, Six Day War, Holocaust, Great Depression, Great Recession, Great Leap Forward, Watergate,
Brexit, Boxer Rebellion, Renaissance, Reformation, Thirty Years' War, Hundred Years' War, Black Death, Olympics,
Summer Olympics, Winter Olympics, Olympic Games, Summer Olympic Games, Winter Olympic Games, Paralympics, Paralympic
Games, Winter Paralympics, Summer Paralympics, Asian Games, Commonwealth Games, Pan American Games, World Cup, FIFA
World Cup, Rugby World Cup, Cricket World Cup, World Series, Super Bowl, Champions League, Europa League, Euro 2016,
Copa América, Stanley Cup, Davis Cup, Ryder Cup, America's Cup, Wimbledon, US Open, French Open, Australian Open, Tour
de France, Grand Prix, Formula One, Formula 1, Kentucky Derby, Grand National, Oscars, Academy Awards, Golden Globes,
Grammys, Grammy Awards, Emmys, Emmy Awards, Tony Awards, BAFTAs, Brit Awards, Nobel Prize, Eurovision, Eurovision Song
Contest, Cannes Film Festival, Sundance, Sundance Film Festival, Berlinale, Venice Film Festival, Glastonbury,
Woodstock, Burning Man, Oktoberfest, Mardi Gras, Comic-Con, Christmas, Christmas Eve, Christmas Day, Easter, Easter
Sunday, Good Friday, Thanksgiving, Halloween, Ramadan, Eid, Eid al-Fitr, Eid al-Adha, Hajj, Hanukkah, Passover, Yom
Kippur, Rosh Hashanah, Diwali, Holi, Chinese New Year, Lunar New Year, Nowruz, New Year's Eve, New Year's Day,
Independence Day, Labor Day, Memorial Day, Veterans Day, Remembrance Day, Valentine's Day, St. Patrick's Day, Mother's
Day, Father's Day, Bastille Day, Victory Day, May Day, Black Friday, D-Day, Pearl Harbor, Hurricane Katrina, Hurricane
Sandy, Katrina, Oslo Accords summit, Bandung Conference, Yalta Conference, Potsdam Conference, Congress of Vienna,
Bretton Woods Conference, Davos, World Economic Forum, Munich Security Conference, Earth Summit, Boston Tea Party,
Battle of Britain, Battle of Waterloo, Battle of Stalingrad, Battle of Gettysburg, Normandy landings, Tet Offensive,
Boston Marathon, London Marathon, New York Marathon
""")
