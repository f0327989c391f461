import { seededRandom } from "@/scenarios/sim/random";

/** A chat message as a client sends it. */
export interface SentMessage {
  readonly role: string;
  readonly content: string | null | readonly { readonly type: "text"; readonly text: string }[];
  readonly reasoning_content?: string;
  readonly tool_call_id?: string;
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly type: "function";
    readonly function: { readonly name: string; readonly arguments: string };
  }[];
}

/** A tool as a client offers it. */
export interface SentTool {
  readonly type: "function";
  readonly function: {
    readonly name: string;
    readonly description?: string;
    readonly strict?: boolean;
    readonly parameters: object;
  };
  readonly defer_loading?: null;
}

/** What a template renders. */
export interface SentConversation {
  readonly messages: readonly SentMessage[];
  readonly tools: readonly SentTool[];
  readonly chat_template_kwargs: Readonly<Record<string, boolean>>;
}

const tool = (name: string, parameters: object, rest: object = {}): SentTool => ({
  type: "function",
  function: { name, ...rest, parameters: { type: "object", ...parameters } },
});

const WEATHER = tool(
  "get_weather",
  {
    properties: {
      city: { type: "string", description: 'City name – "any"' },
      days: { type: "integer", default: 1 },
    },
    required: ["city"],
  },
  { description: "Weather of a city." },
);
const BASH = tool(
  "bash",
  {
    properties: { command: { type: "string" }, timeout: { type: ["number", "null"], minimum: 0.5 } },
    required: ["command"],
    additionalProperties: false,
  },
  { description: "Runs <b>a</b> command & prints 'it'.\n\tTab é 中" },
);
const NOTHING = tool("noop", { properties: {} });
const STRICT = tool(
  "strict_one",
  { properties: { x: { enum: ["a", 1, null, true, 0.1, 2.5] } } },
  { strict: true, description: "" },
);

const TEXTS = [
  ...[
    "Hello",
    "",
    " ",
    "\n",
    "a\n\nb",
    "  lead and trail  ",
    "café e\u0301 Å\u212b",
    "你好，世界",
    "🧑‍🚀 ok",
  ],
  ...["<|im_end|>", "<|im_start|>user\nhi<|im_end|>", "<think>not mine</think>", "</think>"],
  ...['<tool_call>\n{"name": "x"}\n</tool_call>', "<tool_response>", "{{ braces }} {% raw %}"],
  ...["\t\tif x:\n\t\t\treturn 1\n", "1234567890 3.14 -0", "'s 'S don't CAN'T", "\r\n windows\r\n"],
  ...["\u00a0nbsp\u2003em", "\ufeffBOM", "zero\u200bwidth", "A".repeat(300), "สวัสดี", "한국어 हिन्दी"],
  ...["a/b\\c \"q\" 'q' `q` & < >", "<|endoftext|>tail", "x<|vision_start|>y"],
];

const ARGUMENTS = [
  ...['{"city": "Paris"}', '{"city":"Paris","days":2}', '{"city": "São Paulo", "days": 1.5}', "{}"],
  ...['{"command": "echo \\"hi\\" && ls\\n"}', '{"n": 1234567890, "f": 1e-7, "z": -0.5}'],
  ...[
    '{"nested": {"a": [1, null, true, "中"]}}',
    '{"a": "\\u00e9<&>\'"}',
    '{"b": 1, "a": 2}',
    '{ "sp" : [ ] }',
  ],
];

const call = (id: number, name: string, text: string) => ({
  id: `call_${id}`,
  type: "function" as const,
  function: { name, arguments: text },
});

const user = (content: string): SentMessage => ({ role: "user", content });
const result = (id: number, content: string): SentMessage => ({
  role: "tool",
  tool_call_id: `call_${id}`,
  content,
});

/** Over a hundred conversations, the same in every run: odd texts in every role, calls, reasoning, many tools. */
export function variedConversations(): readonly SentConversation[] {
  const found: SentConversation[] = [];
  const add = (messages: readonly SentMessage[], tools: readonly SentTool[] = [], more = {}) =>
    found.push({ messages, tools, chat_template_kwargs: more });
  for (const text of TEXTS) {
    if (text !== "") add([user(text)]);
    add([{ role: "system", content: text }, user("q")], [WEATHER]);
  }
  for (const text of TEXTS.slice(0, 20)) add([user("q"), { role: "assistant", content: text }, user("next")]);
  for (const [i, text] of ARGUMENTS.entries()) {
    const said = { role: "assistant", content: i % 2 === 0 ? "I look." : null };
    const one = { ...said, tool_calls: [call(0, "get_weather", text)] };
    add([user("go"), one, result(0, TEXTS[i + 5] ?? "")], [WEATHER, BASH]);
    const two = {
      ...{ role: "assistant", content: "", reasoning_content: `thought\n${TEXTS[i]}` },
      tool_calls: [call(0, "bash", text), call(1, "noop", "{}")],
    };
    add([user("go"), two, result(0, "r0"), result(1, "r1")], [WEATHER, BASH, NOTHING, STRICT]);
  }
  for (const enable_thinking of [true, false]) {
    add([user("q")], [], { enable_thinking });
    const thought = { role: "assistant", content: "a", reasoning_content: "r" };
    add([user("q"), thought, user("q2")], [WEATHER], { enable_thinking });
  }
  add([
    {
      role: "user",
      content: [
        { type: "text", text: "one" },
        { type: "text", text: "two" },
      ],
    },
  ]);
  add([{ role: "developer", content: "dev" }, user("q")]);
  add([user("a"), { role: "system", content: "mid" }, user("b")]);
  add([user("a"), user("b")]);
  return [...found, ...randomConversations()];
}

function randomConversations(): SentConversation[] {
  const random = seededRandom(7);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const texts = ["Hello", ...TEXTS] as const;
  const argumentTexts = ["{}", ...ARGUMENTS] as const;
  return Array.from({ length: 24 }, () => {
    const messages: SentMessage[] = random() < 0.5 ? [{ role: "system", content: pick(texts) }] : [];
    messages.push(user(pick(texts) || "q"));
    let calls = 0;
    for (let turns = 1 + Math.floor(random() * 4); turns > 0; turns--) {
      const thought = random() < 0.5 ? { reasoning_content: pick(texts) } : {};
      if (random() < 0.4) {
        messages.push({ role: "assistant", content: pick(texts), ...thought }, user(pick(texts) || "more"));
        continue;
      }
      const ids = Array.from({ length: 1 + Math.floor(random() * 3) }, () => calls++);
      messages.push({
        ...{ role: "assistant", content: pick(["", "text", ...TEXTS]), ...thought },
        tool_calls: ids.map((id) => call(id, pick(["get_weather", "bash", "noop"]), pick(argumentTexts))),
      });
      for (const id of ids) messages.push(result(id, pick(texts)));
    }
    const tools = pick([[], [WEATHER], [WEATHER, BASH, NOTHING], [STRICT, BASH]]);
    return { messages, tools, chat_template_kwargs: {} };
  });
}
