import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { commonPrefixLength } from "@/lib/core/base/common-prefix-length";
import { callOfRequest } from "@/lib/recorder/answer/call-of-request";
import { mintCallKey } from "@/lib/recorder/edge/request-id";
import { openKeyRing } from "@/lib/recorder/keys/key-ring";
import { createRecorder, type Recorder } from "@/lib/recorder/recorder";
import { RecordedEngine } from "@/lib/recorder/replay/recorded-engine";
import { readSettings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { anthropicMessages } from "@/lib/wire/anthropic-messages";
import { openaiChat } from "@/lib/wire/openai-chat";
import type { Protocol } from "@/lib/wire/protocol";
import { turnOf } from "@/test/recording/turn-of";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { FamilyBench, TOOLS } from "@/test/text/family-bench";
import type { FamilyFacts } from "@/test/text/family-facts";
import { FAMILY_FACTS } from "@/test/text/family-list";
import { renderTurn } from "./render-turn";

type Json = z.infer<ReturnType<typeof z.json>>;

const user = (content: Json) => ({ role: "user", content });

/** Reasoning, text and a call in one message, which the template of gpt-oss refuses together. */
const ALL_THREE = {
  role: "assistant",
  content: "I look.",
  reasoning_content: "A thought.",
  tool_calls: [{ id: "call_a", type: "function", function: { name: "look", arguments: '{"at": "x"}' } }],
};
const chatResult = (id: string) => ({ role: "tool", tool_call_id: id, content: "A result." });

const chatReply = z.object({
  choices: z.tuple([
    z.object({ message: z.looseObject({ tool_calls: z.array(z.looseObject({ id: z.string() })) }) }),
  ]),
});
const messagesReply = z.object({ content: z.array(z.looseObject({ id: z.string().optional() })) });

/** The recorder of a model of this family, whose answers are given. */
class Rig {
  private constructor(
    readonly family: FamilyFacts,
    readonly bench: FamilyBench,
    readonly store: Store,
    readonly recorder: Recorder,
    private readonly engine: RecordedEngine,
  ) {}

  static async open(family: FamilyFacts, databaseUrl: string): Promise<Rig> {
    const bench = new FamilyBench(await family.load());
    const store = await openStore({ databaseUrl });
    const engine = new RecordedEngine();
    const recorder = createRecorder({
      settings: readSettings({}),
      store,
      model: bench.model,
      engine,
      keys: openKeyRing(),
    });
    return new Rig(family, bench, store, recorder, engine);
  }

  async close(): Promise<void> {
    await this.recorder.close();
    await this.store.close();
  }

  /** One call and its answer, which is sampled as this text. */
  async ask(protocol: Protocol, session: string, body: object, text: string): Promise<unknown> {
    this.engine.next(turnOf({ outputIds: this.bench.sample(text, null) }));
    const response = await this.recorder.call(
      { protocol, session, key: mintCallKey() },
      callOfRequest(
        new Request("http://localhost", {
          method: "POST",
          body: JSON.stringify({ model: "m", max_tokens: 999, ...body }),
        }),
      ),
    );
    const reply: unknown = await response.json();
    expect(response.status, JSON.stringify(reply)).toBe(200);
    return reply;
  }

  /** Asks over Chat Completions: a call of the model's own follows one in which three things stand together. */
  async chat(session: string): Promise<void> {
    const { call, stopBeforeTool, text, stopBeforeUser } = this.family;
    const history: Json[] = [
      { role: "system", content: "Be brief." },
      user("A question?"),
      ALL_THREE,
      chatResult("call_a"),
      user("And then?"),
    ];
    const ask = (answer: string) =>
      this.ask(openaiChat, session, { messages: history, tools: TOOLS }, answer);
    const { message } = chatReply.parse(await ask(call + stopBeforeTool)).choices[0];
    history.push(z.json().parse(message), chatResult(message.tool_calls[0]?.id ?? ""));
    await ask(text + stopBeforeUser);
  }

  /** Asks over Messages, which gives arguments as an object: the client has no spelling of them to give back. */
  async messages(session: string): Promise<void> {
    const { call, stopBeforeTool, text, stopBeforeUser } = this.family;
    const history: Json[] = [user("A question?")];
    const tools = [
      {
        name: "look",
        description: "Looks.",
        input_schema: { type: "object", properties: { at: { type: "string" } } },
      },
    ];
    const ask = (answer: string) =>
      this.ask(anthropicMessages, session, { system: "Be brief.", messages: history, tools }, answer);
    const { content } = messagesReply.parse(await ask(call + stopBeforeTool));
    const id = content.find((block) => block.id !== undefined)?.id ?? "";
    history.push(
      { role: "assistant", content: z.json().parse(content) },
      user([{ type: "tool_result", tool_use_id: id, content: "A result." }]),
    );
    await ask(text + stopBeforeUser);
    history.push({ role: "assistant", content: text }, user("And then?"));
    await ask(text + stopBeforeUser);
  }
}

describe.each(FAMILY_FACTS)("a recorded turn's prompt that is rendered again for $name", (family) => {
  const folder = temporaryFolder();
  let rig: Rig;

  beforeAll(async () => {
    rig = await Rig.open(family, `file:${folder.path}/recorded.db`);
  });

  afterAll(async () => {
    await rig.close();
    folder.remove();
  });

  it.each(["chat", "messages"] as const)(
    "is the one that the recorder rendered, over %s",
    async (protocol) => {
      await rig.recorder.open({ id: protocol, prompt_mode: "render" });
      await rig[protocol](protocol);
      const { turns, prompts } = await rig.store.readRecording(protocol);
      expect(turns.length).toBeGreaterThan(1);
      const { model } = rig.bench;
      const shown = turns.map((turn) => {
        const { ids, messageStarts, generationStart } = renderTurn(rig.bench, model.name, turn) ?? {};
        return { text: model.decode(ids ?? []), ids, messageStarts, generationStart };
      });
      const sent = turns.map(({ index, messageStarts, generationStart }) => {
        const ids = prompts.ids(index);
        return { text: model.decode(ids), ids, messageStarts, generationStart };
      });
      expect(turns.map(({ promptBuild }) => promptBuild)).toEqual(turns.map(() => "render"));
      expect(shown).toEqual(sent);
    },
  );

  it("is rendered with the call's own template arguments", async () => {
    const { text, stopBeforeUser } = family;
    const body = { messages: [user("A question?")], chat_template_kwargs: { enable_thinking: false } };
    await rig.ask(openaiChat, "arguments", body, text + stopBeforeUser);
    const { turns, prompts } = await rig.store.readRecording("arguments");
    const shown = turns.map((turn) => renderTurn(rig.bench, rig.bench.model.name, turn)?.ids);
    expect(shown).toEqual([prompts.ids(1)]);
  });

  if (family.graftsTools)
    it("is the one that the audit of a grafted prompt compares with", async () => {
      await rig.chat("grafted");
      const audited = async () => (await rig.store.readRecording("grafted")).turns[1]?.audit ?? null;
      await expect.poll(audited).not.toBeNull();
      const { turns, prompts } = await rig.store.readRecording("grafted");
      const [, turn] = turns;
      if (turn === undefined) return expect.fail("the second call was not recorded");
      expect(turn.promptBuild).toBe("graft");
      const shown = renderTurn(rig.bench, rig.bench.model.name, turn)?.ids ?? new Int32Array();
      const sent = prompts.ids(turn.index);
      const common = commonPrefixLength(sent, shown);
      expect(await audited()).toMatchObject({
        foundTokens: shown.length,
        divergence: common === sent.length ? null : common,
      });
    });
});
