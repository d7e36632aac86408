from __future__ import annotations

import runpy
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "examples" / "quickstart.py"
STAGES = [
    "What the sentence says",
    "Is it SMART?",
    "And now?",
    "How far?",
    "When to look again?",
    "What is agreed now?",
    "What is kept?",
]


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the script in an empty folder; return its lines by stage."""
    monkeypatch.chdir(tmp_path)

    def ran():
        runpy.run_path(str(SCRIPT), run_name="__main__")
        stages, title = {}, ""
        for line in capsys.readouterr().out.splitlines():
            if line.startswith("    "):
                stages[title].append(line.removeprefix("    "))
            elif line:
                title = line
                stages[title] = []
        return stages

    return ran


class TestQuickstart:
    def test_every_stage_is_shown_and_nothing_is_left_behind(self, run, tmp_path):
        """Somebody who tries it sees the whole way, and finds their folder as it was."""
        stages = run()

        assert STAGES == list(stages)
        assert all(stages.values())
        assert [] == list(tmp_path.iterdir())

    def test_it_says_the_same_each_time(self, run):
        """Ids are new in every run, and none is shown."""
        assert run() == run()

    def test_sentence_is_read_in_every_part(self, run):
        """What the tutorial promises of it."""
        sentence, *parts = run()["What the sentence says"]

        assert [
            ("doer", "I"),
            ("behaviour", "practice deep breathing exercises"),
            ("duration", "for 10 minutes"),
            ("frequency", "every morning"),
            ("horizon", "for the next 30 days"),
            ("reason", "to reduce my anxiety levels"),
        ] == [tuple(part.split(": ")) for part in parts]
        assert all(part.split(": ")[1] in sentence for part in parts)

    def test_one_question_is_open_until_it_is_answered(self, run):
        """How sure, and what is done already: then all five are clear."""
        stages = run()

        assert stages["Is it SMART?"][-1].startswith("next: What do you do already")
        assert ["clear"] * 5 == [line.split(": ")[1].split()[0] for line in stages["And now?"]]

    def test_figures_are_the_ones_that_a_pencil_finds(self, run):
        """Mornings that were done, of those that were asked; points of the GAD-7 from 15 to 10."""
        mornings = set(range(1, 31)) - {6, 14} - {10, 11, 28} - set(range(19, 26))
        asked = {8: 30, 17: 30, 30: 30 - len(range(19, 26))}
        total = {8: 15, 17: 13, 30: 9}
        # The questionnaire is older than the day in the first of them.
        when = {8: "15 on 2025-02-03", 17: "now 13", 30: "now 9"}
        expected = []
        for day, date in ((8, "2025-02-10"), (17, "2025-02-19"), (30, "2025-03-04")):
            done = len({morning for morning in mornings if morning <= day})
            count, way = done / asked[day], min(1, (15 - total[day]) / 5)
            seen = f"{done} so far of {asked[day]} asked; {int(100 * count)} %"
            expected += [
                f"{date}: {int(50 * (count + way))} % of the way",
                f"  target count: done 30 of 30 times; {seen}",
                f"  target calmer: below 10, from 15; {when[day]}; {int(100 * way)} %",
                f"  milestone ten-mornings: {'reached' if done >= 10 else 'still ahead'}",
                f"  milestone below-14: {'reached' if total[day] < 14 else 'still ahead'}",
            ]

        assert expected == run()["How far?"]

    def test_review_moves_to_the_session(self, run):
        """Fourteen days, moved by two to the day on which they meet; then sooner, with reasons."""
        first, second = run()["When to look again?"]

        assert first.startswith("seen on 2025-02-03: review on 2025-02-19: 14 days after the start")
        assert first.endswith("; moved to the session on 2025-02-19")
        assert second.startswith("seen on 2025-02-20: review on 2025-02-26: 14 days after the rev")
        assert "; sooner, after 7 days: worth another look together; " in second
        assert second.endswith("; away until 2025-02-28, and reviews go on")

    def test_past_stays_while_the_agreement_changes(self, run):
        """A new dose and a new count begin on their day; what was shown before is still true."""
        stages = run()

        assert [
            "revision 2: 15 min, done 25 of 30 times",
            "on 2025-03-04 it was: 10 min",
            "review on 2025-03-19: 14 days after the review on 2025-03-05",
        ] == stages["What is agreed now?"]
        assert [
            "past figures unchanged: True",
            "loaded back equal: True",
            "version 1: revision 1, active",
            "version 2: revision 2, active",
        ] == stages["What is kept?"]
