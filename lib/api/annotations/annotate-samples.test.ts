import { describe, expect, it } from "vitest";
import { littleEndian } from "@/lib/core/base/little-endian";
import { annotatorOf, refusalOf } from "@/test/recorder/annotator";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const { annotate, annotationsOf, ask, finishedSession } = annotatorOf(simulatedRecorder());

describe("an annotation of an exported line", () => {
  it("puts a column over the line's span on the turns whose tokens train there", async () => {
    const line = await finishedSession("columns");
    const { digest } = line.metadata.turntree;
    const values = Array.from({ length: line.response_length }, (_, at) => -1 - at);
    const answer = await annotate("/annotations", { kind: "trainer_logprob", digest, values });
    expect(JSON.parse(answer.text)).toEqual({ lines: 1, sessions: 1, written: 2, known: 0 });
    const held = await annotationsOf("columns");
    expect(held.map(({ turn, start }) => [turn, start])).toEqual([
      [1, 0],
      [2, 0],
    ]);
    const wanted = values.filter((_, at) => line.loss_mask[at] === 1);
    expect(held.flatMap((one) => one.values)).toEqual(wanted);
  });

  it("takes a column over all tokens, over all but the first, and in bytes alike", async () => {
    const line = await finishedSession("spans", "Six of them.");
    const { digest } = line.metadata.turntree;
    const [all, response] = [line.tokens.length, line.response_length];
    const column = (length: number) => Float64Array.from({ length }, (_, at) => at - length);
    await annotate("/annotations", { kind: "entropy", digest, values: [...column(all)] });
    const ofAll = await annotationsOf("spans");
    const bytes = littleEndian.fromFloats(column(all - 1));
    const base64 = Buffer.from(bytes).toString("base64");
    await annotate("/annotations", { kind: "entropy", digest, values: base64 });
    const query = `producer=trainer&kind=entropy&digest=${digest}`;
    const raw = littleEndian.fromFloats(column(response));
    const sent = await ask("POST", `/annotations?${query}`, raw, "application/octet-stream");
    expect(sent.status).toBe(200);
    const told = await annotationsOf("spans", "?all=true");
    const values = ofAll.map((one) => one.values);
    expect(told.map((one) => one.values)).toEqual([...values, ...values, ...values]);
    expect(await annotationsOf("spans")).toHaveLength(ofAll.length);
  });

  it("is refused for a digest that nobody exported, and for a column of another length", async () => {
    const line = await finishedSession("lengths", "Seven.");
    const unknown = await annotate("/annotations", { kind: "entropy", digest: "ab".repeat(32), values: [1] });
    expect(unknown.status).toBe(404);
    expect(refusalOf(unknown)).toMatch(/^line 1: no line was exported with the digest abab/);
    const { digest } = line.metadata.turntree;
    const good = { kind: "score:taste", digest, value: 1 };
    const short = await annotate("/annotations", good, { kind: "entropy", digest, values: [1, 2] });
    expect(short.status).toBe(400);
    const lengths = `${line.tokens.length}, ${line.tokens.length - 1}, ${line.response_length}`;
    expect(refusalOf(short)).toBe(
      `line 2: the column has 2 values; of this sample it has one of ${lengths}.`,
    );
    expect(await annotationsOf("lengths")).toEqual([]);
  });

  it("says which step took the line in, and of which session where several exported the same tokens", async () => {
    const line = await finishedSession("twin-1", "Eight.");
    const recorded = (await ask("GET", "/sessions/twin-1/turns.jsonl")).text;
    await ask("POST", "/import", recorded.replaceAll('"twin-1"', '"twin-2"'));
    await ask("GET", "/sessions/twin-2/samples.jsonl");
    const { digest } = line.metadata.turntree;
    const consumed = { kind: "consumed", digest, value: { step: 61, weights: "W61" } };
    const answer = await annotate("/annotations", consumed);
    expect([answer.status, refusalOf(answer)]).toEqual([
      409,
      'line 1: the sessions "twin-1", "twin-2" all exported a line of this digest; name one in session.',
    ]);
    expect((await annotate("/annotations", { ...consumed, session: "twin-2" })).status).toBe(200);
    expect(await annotationsOf("twin-2")).toMatchObject([{ digest, value: { step: 61 } }]);
    expect(await annotationsOf("twin-1")).toEqual([]);
  });
});
