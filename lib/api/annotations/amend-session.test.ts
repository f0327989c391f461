import { describe, expect, it } from "vitest";
import { annotatorOf, refusalOf } from "@/test/recorder/annotator";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const { annotate, annotationsOf, ask, finishedSession } = annotatorOf(simulatedRecorder());

describe("amending a session", () => {
  const amend = (id: string, body: object) => ask("PATCH", `/sessions/${id}`, JSON.stringify(body));

  it("gives rewards that come late, of the session, its leaves and its turns, and keeps those before", async () => {
    await finishedSession("late");
    const first = JSON.parse((await amend("late", { reward: 0.25, turn_rewards: { 2: 1 } })).text);
    expect(first).toMatchObject({ reward: 0.25, turn_rewards: { 2: 1 }, reward_revision: 1 });
    const second = await amend("late", {
      leaf_rewards: { 2: 3 },
      turn_rewards: { 2: null },
      producer: "judge",
    });
    expect(JSON.parse(second.text)).toMatchObject({
      leaf_rewards: { 2: 3 },
      turn_rewards: null,
      reward_revision: 2,
    });
    const rewards = (await annotationsOf("late", "?kind=reward&all=true")).map(
      ({ producer, value, reward_revision }) => [producer, value, reward_revision],
    );
    expect(rewards).toEqual([
      ["turntree", 1, 0],
      ["trainer", 0.25, 1],
      ["trainer", 1, 1],
      ["judge", 3, 2],
      ["judge", null, 2],
    ]);
  });

  it("changes nothing where nothing new is said, and sets labels and metadata field by field", async () => {
    await finishedSession("same");
    const said = JSON.parse((await amend("same", { reward: 1, labels: { run: "mine" } })).text);
    expect(said).toMatchObject({ reward: 1, reward_revision: 0, labels: { run: "mine" } });
    await amend("same", { labels: { step: 40 }, metadata: { seen: true } });
    const held = JSON.parse((await ask("GET", "/sessions/same")).text);
    expect(held).toMatchObject({ labels: { run: "mine", step: 40 }, metadata: { seen: true } });
    const found = JSON.parse((await ask("GET", "/sessions?filter=run:mine")).text);
    expect(found.sessions.map(({ id }: { id: string }) => id)).toEqual(["same"]);
  });

  it("lets a reward that is annotated count as one that is amended", async () => {
    await finishedSession("annotated");
    await annotate("/sessions/annotated/annotations", { kind: "reward", value: 0.75 });
    expect(JSON.parse((await ask("GET", "/sessions/annotated")).text)).toMatchObject({
      reward: 0.75,
      reward_revision: 1,
    });
    const again = await ask("POST", "/sessions/annotated/finish", JSON.stringify({ reward: 1 }));
    expect(again.status).toBe(409);
    const { samples } = JSON.parse((await ask("POST", "/sessions/annotated/finish", "{}")).text);
    expect(samples[0]).toMatchObject({ reward: 0.75, metadata: { turntree: { reward_revision: 1 } } });
  });

  it("is refused for a leaf and a turn that are not there, and for a session that was dropped", async () => {
    await finishedSession("refusing");
    const answers = [
      await amend("refusing", { reward: 9, leaf_rewards: { 7: 1 } }),
      await amend("refusing", { reward: 9, turn_rewards: { 7: 1 } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    expect(answers.map(refusalOf)).toEqual([
      expect.stringMatching(/^There is no leaf "7"/),
      'Session "refusing" has no turn 7; it has 2.',
    ]);
    expect(JSON.parse((await ask("GET", "/sessions/refusing")).text).reward).toBe(1);
    await ask("DELETE", "/sessions/refusing");
    expect((await amend("refusing", { reward: 1 })).status).toBe(409);
  });
});
