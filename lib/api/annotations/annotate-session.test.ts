import { describe, expect, it } from "vitest";
import { annotatorOf, refusalOf } from "@/test/recorder/annotator";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const { annotate, annotationsOf, ask, finishedSession } = annotatorOf(simulatedRecorder());

describe("an annotation of a session", () => {
  it("is of the session, a turn, tokens of it, a leaf or a message, and comes back as it was said", async () => {
    await finishedSession("targets");
    const tree = JSON.parse((await ask("GET", "/sessions/targets/tree")).text);
    const node = tree.view.nodes[0].id;
    const at = 1_790_000_000_000;
    const lines = [
      { kind: "comment", value: "Look at this." },
      { kind: "score:helpful", turn: 2, value: 0.25 },
      {
        kind: "teacher_logprob",
        turn: 1,
        start: 1,
        length: 1,
        top: { k: 2, ids: [7, 9], log_probs: [-0.5, "-Infinity"] },
      },
      { kind: "label", leaf: "2", value: "odd" },
      { kind: "label", node, value: "opening" },
      { kind: "attachment", value: { name: "grader.log", text: "ok", media_type: "text/plain" } },
    ].map((line) => ({ ...line, at }));
    const answer = await annotate("/sessions/targets/annotations", ...lines);
    expect(JSON.parse(answer.text)).toEqual({ lines: 6, sessions: 1, written: 6, known: 0 });
    const { length: _, ...top } = lines[2] ?? {};
    const said = { producer: "trainer", session: "targets" };
    expect(await annotationsOf("targets")).toMatchObject(
      [lines[0], lines[1], top, lines[3], lines[4], lines[5]].map((line) => ({ ...said, ...line })),
    );
    const again = await annotate("/sessions/targets/annotations", ...lines);
    expect(JSON.parse(again.text)).toMatchObject({ written: 0, known: 6 });
  });

  it("counts by its newest word, and keeps the older", async () => {
    await finishedSession("newest");
    for (const value of [0.1, 0.9]) {
      await annotate("/sessions/newest/annotations", { kind: "score:taste", value });
    }
    await annotate("/sessions/newest/annotations", {
      kind: "score:taste",
      value: 0.5,
      at: 1_600_000_000_000,
    });
    expect((await annotationsOf("newest")).map(({ value }) => value)).toEqual([0.9]);
    expect(await annotationsOf("newest", "?kind=score&kind=label")).toHaveLength(1);
    expect(await annotationsOf("newest", "?kind=label")).toEqual([]);
    expect((await annotationsOf("newest", "?all=true")).map(({ value }) => value)).toEqual([0.1, 0.9, 0.5]);
  });

  it("is taken back by null in its producer's name, and stays in the history", async () => {
    await finishedSession("taken-back");
    const note = { kind: "comment", turn: 1 };
    await annotate("/sessions/taken-back/annotations", { ...note, value: "Odd." });
    await annotate("/sessions/taken-back/annotations", { ...note, producer: "ada", value: "Odd too." });
    const taken = await annotate("/sessions/taken-back/annotations", { ...note, value: null });
    expect(JSON.parse(taken.text)).toMatchObject({ written: 1 });
    expect((await annotationsOf("taken-back")).map(({ value }) => value)).toEqual(["Odd too."]);
    const all = (await annotationsOf("taken-back", "?all=true")).map(({ value }) => value);
    expect(all).toEqual(["Odd.", "Odd too.", null]);
    await annotate("/sessions/taken-back/annotations", { ...note, value: "Not so odd." });
    expect((await annotationsOf("taken-back")).map(({ value }) => value)).toEqual([
      "Odd too.",
      "Not so odd.",
    ]);
  });

  it.each([
    [
      "a kind that is not known",
      { kind: "mood", value: 1 },
      /kind must be one of trainer_logprob, .*, or score: and a name/,
    ],
    ["no producer", { producer: "", kind: "label", value: "x" }, /producer must be a name/],
    ["NaN", { kind: "entropy", turn: 1, values: [null] }, /values\[0\] must be a finite number/],
    [
      "NaN in bytes",
      { kind: "entropy", turn: 1, values: "AAAAAAAA+H8=" },
      /values\[0\] must be a finite number/,
    ],
    [
      "a half number",
      { kind: "entropy", turn: 1, values: "AAAAAA==" },
      /values must be a whole number of values of 8 bytes/,
    ],
    [
      "a turn that is not there",
      { kind: "label", turn: 9, value: "x" },
      /Session "bad" has no turn 9; it has 2\./,
    ],
    [
      "tokens past a turn's end",
      { kind: "entropy", turn: 2, start: 1, values: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
      /Turn 2 of session "bad" sampled \d+ tokens; 1 to 10 go past them/,
    ],
    [
      "a leaf that is not there",
      { kind: "label", leaf: "8", value: "x" },
      /There is no leaf "8"; the leaves are the turns 2/,
    ],
    [
      "a message that is not there",
      { kind: "label", node: "f00", value: "x" },
      /Session "bad" has no message "f00"/,
    ],
    [
      "a text as a score",
      { kind: "score:taste", value: "high" },
      /the value of score:taste must be a number/,
    ],
    [
      "a text as a reward",
      { kind: "reward", value: "high" },
      /the value of reward must be a number or an object or null/,
    ],
    [
      "an outcome of no kind",
      { kind: "outcome", value: "broken" },
      /value must be ok, masked, or failed: and a kind/,
    ],
    [
      "a column over a session",
      { kind: "entropy", values: [1] },
      /entropy must be about tokens of a turn; the session is not/,
    ],
    [
      "two things at once",
      { kind: "label", turn: 1, leaf: "2", value: "x" },
      /about one thing, not about turn and leaf/,
    ],
    [
      "a field that is not known",
      { kind: "label", value: "x", score: 1 },
      /score must be absent; known are producer/,
    ],
    [
      "a time in seconds",
      { kind: "label", value: "x", at: 1_790_000_000 },
      /at must be a time in milliseconds/,
    ],
    [
      "an attachment past its limit",
      { kind: "attachment", value: { name: "log", text: "x".repeat(1_048_577) } },
      /value.text must be at most 1048576 characters long/,
    ],
    [
      "a column over a line",
      { kind: "entropy", digest: "ab".repeat(32), values: [1] },
      /a column over an exported line goes to POST \/api\/annotations/,
    ],
  ])("is refused in a sentence for %s, and nothing of the request is written", async (_, line, reason) => {
    if ((await ask("GET", "/sessions/bad")).status === 404) await finishedSession("bad");
    const good = { kind: "comment", value: "Well." };
    const answer = await annotate("/sessions/bad/annotations", good, line);
    expect(answer.status).toBe(400);
    expect(refusalOf(answer)).toMatch(/^line 2: /);
    expect(refusalOf(answer)).toMatch(reason);
    expect(await annotationsOf("bad")).toEqual([]);
  });

  it("is refused twice at one moment with two values, in a request and after it", async () => {
    await finishedSession("twice");
    const said = { kind: "score:taste", value: 1, at: 1_790_000_000_000 };
    const both = await annotate("/sessions/twice/annotations", said, { ...said, value: 2 });
    const words = "trainer says score:taste of the session twice at the moment 1790000000000.";
    expect([both.status, refusalOf(both)]).toEqual([400, `line 2: ${words}`]);
    await annotate("/sessions/twice/annotations", said);
    const after = await annotate("/sessions/twice/annotations", { ...said, value: 2 });
    const taken = `line 1: Session "twice" has another value there: ${words}`;
    expect([after.status, refusalOf(after)]).toEqual([409, taken]);
    expect(await annotationsOf("twice", "?all=true")).toHaveLength(1);
  });

  it("is refused for a session that was dropped, by its id and by a line's digest, and for one that is not there", async () => {
    const { metadata } = await finishedSession("dropped", "Nine.");
    await annotate("/sessions/dropped/annotations", { kind: "label", value: "x" });
    await ask("DELETE", "/sessions/dropped");
    const label = { kind: "label", value: "x" };
    const { digest } = metadata.turntree;
    for (const answer of [
      await annotate("/sessions/dropped/annotations", label),
      await annotate("/annotations", { ...label, digest }),
    ]) {
      expect([answer.status, refusalOf(answer)]).toEqual([409, 'line 1: The session "dropped" was dropped.']);
    }
    expect(await annotationsOf("dropped")).toEqual([]);
    expect((await annotate("/sessions/nobody/annotations", label)).status).toBe(404);
  });
});
