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
Byzantium, Babylon, Carthage, Sparta, Troy, Jerusalem, Bethlehem, Nazareth, Judea, Galilee, Sodom
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
Scouts, Rotary, NRA, ACLU, NAACP, AFL-CIO, Teamsters, Solidarity, Hells Angels, Ku Klux Klan, Mafia, Yakuza
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
