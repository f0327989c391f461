import { expect } from "vitest";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { AskedAtDoor, ProtocolDoor } from "./asked-at-door";
import { onAll, type WishRow } from "./wish-row";

/** A field of one protocol alone: another one answers, and keeps it with the turn. */
function onlyAt(
  door: ProtocolDoor,
  asked: AskedAtDoor,
  elsewhere: JsonObject = asked.body,
): Readonly<Record<ProtocolDoor, AskedAtDoor>> {
  const [kept = ""] = Object.keys(elsewhere);
  const none: AskedAtDoor = { words: "no such field", body: elsewhere, kept };
  return { chat: none, responses: none, messages: none, [door]: asked };
}

/** A reference stands in a list of items; the lists of the other doors hold messages. */
const REFERENCED: Readonly<Record<ProtocolDoor, AskedAtDoor>> = {
  chat: noItems(),
  responses: { words: "`item_reference`", body: {} },
  messages: noItems(),
};

function noItems(): AskedAtDoor {
  const body = { messages: [{ type: "item_reference", id: "msg_1" }] };
  return { words: "no such item", body, refused: "`messages[0].role` is missing" };
}

/** Wishes about what is kept from one call to the next. */
export const STATE_ROWS: readonly WishRow[] = [
  {
    wish: "a thread that begins",
    asked: onlyAt("messages", {
      words: '`thread: {"type":"create"}`',
      body: { thread: { type: "create" } },
    }),
    said: "Hello.",
    done: onAll({ by: "recorder", note: "the call brings its whole conversation" }),
    prove({ prompt, reply }) {
      expect(prompt).toContain("Say hello to 'Oslo'.");
      expect(reply.text).toBe("Hello.");
    },
  },
  {
    wish: "a thread that goes on",
    asked: onlyAt("messages", {
      words: '`thread: {"type":"continue"}`',
      body: { thread: { type: "continue", previous_message_id: "msg_1" } },
    }),
    said: "Hello.",
    done: onAll({
      by: "refused",
      instead: "send the whole conversation, as the SDKs do at 404 `thread_not_found`",
      words: "send the whole conversation",
      notFound: "thread_not_found",
    }),
    prove: () => undefined,
  },
  {
    wish: "to go on from an answer",
    asked: onlyAt(
      "responses",
      { words: "`previous_response_id`", body: {} },
      { previous_response_id: "resp_1" },
    ),
    said: "Hello.",
    done: onAll({ by: "recorder", note: "from the turns of the session" }),
    async prove({ prompt, reply, again, lastPrompt }) {
      const next = await again({ input: "And goodbye?", previous_response_id: reply.id });
      expect(next.error).toBeNull();
      expect(lastPrompt().startsWith(`${prompt}Hello.<|im_end|>`)).toBe(true);
      expect(lastPrompt()).toContain("And goodbye?");
      const unknown = await again({ input: "And?", previous_response_id: "resp_1" });
      expect([unknown.status, unknown.error?.code]).toEqual([404, "previous_response_not_found"]);
    },
  },
  {
    wish: "an item of an answer, by its id",
    asked: REFERENCED,
    said: "Hello.",
    done: onAll({ by: "recorder", note: "from the turns of the session" }),
    async prove({ reply, again, lastPrompt }) {
      const items = reply.itemIds.map((id) => ({ type: "item_reference", id }));
      const asked = { role: "user", content: "And goodbye?" };
      const next = await again({ input: [...items, asked] });
      expect(next.error).toBeNull();
      expect(lastPrompt()).toMatch(/Hello\.<\|im_end\|>\n<\|im_start\|>user\nAnd goodbye\?/);
      const unknown = await again({ input: [{ type: "item_reference", id: "msg_1" }, asked] });
      expect([unknown.status, unknown.error?.code]).toEqual([404, "item_not_found"]);
    },
  },
  {
    wish: "an answer that can be referred to",
    asked: {
      ...onlyAt("responses", { words: "`store: true`", body: { store: true } }),
      chat: { words: "`store: true`", body: { store: true }, kept: "store" },
    },
    said: "Hello.",
    done: onAll({ by: "recorder", note: "the answer says so" }),
    async prove({ reply, again }) {
      expect(reply.stored).toBe(true);
      const next = await again({ input: "And?", previous_response_id: reply.id });
      expect(next.error).toBeNull();
    },
  },
  {
    wish: "an answer that cannot",
    asked: {
      ...onlyAt("responses", { words: "`store: false`", body: { store: false } }),
      chat: { words: "`store: false`", body: { store: false }, kept: "store" },
    },
    said: "Hello.",
    done: onAll({ by: "recorder", note: "the answer says so; it is recorded like any other" }),
    async prove({ reply, again }) {
      expect(reply.stored).toBe(false);
      const next = await again({ input: "And?", previous_response_id: reply.id });
      expect([next.status, next.error?.code]).toEqual([404, "previous_response_not_found"]);
    },
  },
  {
    wish: "a conversation by its id",
    asked: onlyAt("responses", { words: "`conversation`", body: { conversation: "conv_1" } }),
    said: "Hello.",
    done: onAll({
      by: "refused",
      instead: "send `previous_response_id`, or the whole input",
      words: "there are no conversations by id, send previous_response_id",
    }),
    prove: () => undefined,
  },
];
