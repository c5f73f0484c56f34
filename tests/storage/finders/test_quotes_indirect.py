"""Indirect speech: what is told after, before and around its cue; the sentences are made up."""

import pytest

from tests.storage.finders.quoting import indirect

REPORTS = [
    ("that", "Ruiz said that it was late.", "that it was late", "Ruiz"),
    ("bare", "Ruiz said it was late.", "it was late", "Ruiz"),
    ("adverbs", "Ruiz has also repeatedly said it was late.", "it was late", "Ruiz"),
    ("day", "Ruiz said on Friday that it was late.", "that it was late", "Ruiz"),
    ("day-bare", "Ruiz said Friday the road was closed.", "the road was closed", "Ruiz"),
    ("in-a-letter", "Ruiz said in a letter that it was late.", "that it was late", "Ruiz"),
    ("told", "Ruiz told the court that it was late.", "that it was late", "Ruiz"),
    ("told-bare", "Ruiz told Radio Nova every claim was false.", "every claim was false", "Ruiz"),
    ("told-them", "Ruiz told reporters he was late.", "he was late", "Ruiz"),
    ("apposition", "Ruiz, the mayor of Ulm, said it was late.", "it was late", "Ruiz"),
    ("open-apposition", "The results, published in a journal this week, showed that it works.",
     "that it works", "The results"),
    ("after", "It was late, Ruiz said.", "It was late", "Ruiz"),
    ("after-day", "It was late, Ruiz said on Friday.", "It was late", "Ruiz"),
    ("after-inverted", "It was late, says Maria Ruiz, who saw it.", "It was late", "Maria Ruiz"),
    ("around", "Prices, she said, did not rise as a result.",
     "Prices, she said, did not rise as a result", "she"),
    ("according-first", "According to the police, two men fled.", "two men fled", "the police"),
    ("according-last", "Two men fled, according to the police.", "Two men fled", "the police"),
    ("as-told", "As Ruiz told Radio Nova, prices have dropped.", "prices have dropped", "Ruiz"),
    ("asked", "Ruiz asked whether it was late.", "whether it was late", "Ruiz"),
    ("explained-how", "Ruiz explained how it was done.", "how it was done", "Ruiz"),
    ("promised", "Ruiz promised to fight the bill.", "to fight the bill", "Ruiz"),
    ("urged", "The minister urged both sides to talk.", "both sides to talk", "The minister"),
    ("quoted", "Mr. Kim is quoted as saying that it failed.", "that it failed", "Mr. Kim"),
    ("announced", "It was announced on Friday that it would close.", "that it would close", None),
    ("said-to", "He is said to be rich.", "to be rich", None),
    ("believes", "Ruiz believes that it will fail.", "that it will fail", "Ruiz"),
    ("thinks", "Ruiz thinks the plan is good.", "the plan is good", "Ruiz"),
    ("plural", "Critics say the law is unfair.", "the law is unfair", "Critics"),
    ("sources", "Two officials briefed on the matter said it failed.", "it failed",
     "Two officials briefed on the matter"),
    ("seen-by", "A letter seen by Radio Nova says the fee will rise.", "the fee will rise",
     "A letter seen by Radio Nova"),
    ("capitals", "The WHO said it was concerned.", "it was concerned", "The WHO"),
    # the verbs of official reports
    ("noted", "Ruiz noted the importance of the pact.", "the importance of the pact", "Ruiz"),
    ("stressed", "Ruiz stressed the need for reform.", "the need for reform", "Ruiz"),
    ("highlighted", "The report highlighted the risks of war.", "the risks of war", "The report"),
    ("drew", "Ruiz also drew attention to the poor.", "the poor", "Ruiz"),
    ("drew-renewed", "Ruiz drew renewed attention to the poor.", "the poor", "Ruiz"),
    ("wrote-about", "Ruiz wrote in her message about the poor.", "the poor", "Ruiz"),
    ("pointed-out", "Ruiz pointed out the vital need to act.", "the vital need to act", "Ruiz"),
    ("called-for", "Ruiz called for calm.", "calm", "Ruiz"),
    ("warned-of", "Ruiz warned against a new crisis.", "a new crisis", "Ruiz"),
    ("emphasised", "Ruiz emphasised that it works.", "that it works", "Ruiz"),
    ("expressed", "Ruiz expressed deep concern.", "deep concern", "Ruiz"),
    ("welcomed", "Ruiz welcomed the new agreement.", "the new agreement", "Ruiz"),
    ("condemned", "Ruiz condemned the attack.", "the attack", "Ruiz"),
    ("denied", "Ruiz denied any wrongdoing.", "any wrongdoing", "Ruiz"),
    ("urged-hers", "Ruiz urged her colleagues to vote.", "her colleagues to vote", "Ruiz"),
    ("goes-on", "Ruiz continued to insist that it was late.", "that it was late", "Ruiz"),
    ("kept", "Ruiz kept saying that it was late.", "that it was late", "Ruiz"),
    ("claims-to", "Ruiz claims to have won.", "to have won", "Ruiz"),
    ("including", "Many farmers, including Mr. Ryan, have said they agree.", "they agree",
     "Many farmers"),
    ("loose-comma", "The tech firm Secura, has said that it works.", "that it works",
     "The tech firm Secura"),
    ("informed", "Ruiz informed the guests about the plans.", "the plans", "Ruiz"),
    ("satisfaction", "Ruiz noted with satisfaction the growth of trade.", "the growth of trade",
     "Ruiz"),
    ("is-sure", "Ruiz is confident that it will work.", "that it will work", "Ruiz"),
    ("claim", "Ruiz's claim that he won has been denied.", "that he won", "Ruiz"),
    ("his-claim", "This goes against his claim that it was rigged.", "that it was rigged", "his"),
    ("view", "In the mayor's view, taxes are low.", "taxes are low", "the mayor"),
    ("made-clear", "Ruiz made clear that it was late.", "that it was late", "Ruiz"),
    ("went-on", "Ruiz went on to say that it was late.", "that it was late", "Ruiz"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "speaker"), [pytest.param(*c[1:], id=c[0]) for c in REPORTS]
)
def test_a_report_and_its_speaker_are_found(text, words, speaker):
    assert indirect(text) == [(words, speaker)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ruiz said it was late and added that it rained.",
            [("it was late", "Ruiz"), ("that it rained", "Ruiz")],
            id="same-subject",
        ),
        pytest.param(
            "They agreed that it was late and was dark and reaffirmed their plan.",
            [("that it was late and was dark", "They"), ("their plan", "They")],
            id="two-verbs-inside",
        ),
        pytest.param(
            "Ruiz said it was late, but Hall said it was early.",
            [("it was late", "Ruiz"), ("it was early", "Hall")],
            id="two-subjects",
        ),
        pytest.param(
            "Ruiz stressed the need for reform, noting that few had work.",
            [("the need for reform", "Ruiz"), ("that few had work", "Ruiz")],
            id="participle",
        ),
        pytest.param(
            "Ruiz said he thought it was late.", [("he thought it was late", "Ruiz")], id="nested"
        ),
        pytest.param(
            "Ruiz said it was late; it was not.", [("it was late", "Ruiz")], id="semicolon"
        ),
        pytest.param(
            "Hall, who criticised the deal, left.", [("the deal", "Hall")], id="relative-clause"
        ),
        pytest.param(
            'Ruiz said the plan was "a farce" and would fail.',
            [('the plan was "a farce" and would fail', "Ruiz")],
            id="partly-quoted",
        ),
        pytest.param('Ruiz said: "It is late."', [], id="wholly-quoted"),
    ],
)
def test_what_is_told_ends_where_the_next_begins(text, expected):
    assert indirect(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The police maintained a presence in the town.",
        "The claims that were made are many.",
        "His remarks drew laughter.",
        "The spokesman declined to comment.",
        "He did not say when.",
        "The plan announced on Friday costs much.",
        "Colorado State University of the West has opened.",
        "He was told to leave.",
        "The data show a clear trend.",
        "They called a taxi.",
        "To say that is easy.",
        "You could argue that it is late.",
        "Please note that the shop is closed.",
        "Act according to the plan.",
        "The knowing smile of a spy fades.",
        "Ruiz told a story.",
        "Ruiz has said little in public.",
        "Ruiz, asked whether she would go, paused.",
        "He left, as he said he would.",
        "In the last few days, several towns have started asking people to pay.",
        "The clerk asked not to be named.",
        "Ruiz put it bluntly.",
        "It is certain that it rains.",
    ],
)
def test_other_uses_of_the_verbs_are_no_reports(text):
    assert indirect(text) == []
