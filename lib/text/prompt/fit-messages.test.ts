import { describe, expect, it } from "vitest";
import type { Message } from "@/lib/core/message/message";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { smallModelFiles, withModelFolder } from "@/test/text/small-model";
import { fitMessages } from "./fit-messages";

const PRINTS_ALL =
  "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
const FIRST_ONLY = `{% for m in messages %}{% if m.role == 'system' and not loop.first %}{{ raise_exception('System message must come first.') }}{% endif %}{% endfor %}${PRINTS_ALL}`;

const DROPS_LATER = PRINTS_ALL.replace(
  "{% for m in messages %}",
  "{% for m in messages if loop.first or m.role != 'system' %}",
);
const MOVES_TO_THE_TOP =
  "{% for m in messages %}{% if m.role == 'system' %}<|im_start|>system\n{{ m.content }}<|im_end|>\n{% endif %}{% endfor %}" +
  PRINTS_ALL.replace("{% for m in messages %}", "{% for m in messages if m.role != 'system' %}");

const said: readonly Message[] = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Hello." },
  { role: "system", content: "Today is Monday." },
];

function withTemplate<Result>(
  template: string,
  use: (model: LanguageModel) => Promise<Result>,
): Promise<Result> {
  const files = smallModelFiles({ specials: ["<|im_start|>", "<|im_end|>"], template });
  return withModelFolder(files, async (folder) => use(await loadLanguageModel(folder)));
}

describe("results of parallel calls that came in another order", () => {
  const call = (id: string) => ({ type: "function", id, function: { name: "read", arguments: {} } }) as const;
  const result = (id: string): Message => ({ role: "tool", content: `of ${id}`, tool_call_id: id });
  const sent: readonly Message[] = [
    { role: "user", content: "Read both." },
    { role: "assistant", tool_calls: [call("a"), call("b")] },
    result("b"),
    result("a"),
  ];
  const fitUnder = (template: string) =>
    withTemplate(template, async (model) => fitMessages(sent, model, { takeBillingLine: true }));

  it("are shown in the order of their calls where the template prints no ids, as an accepted rewrite", async () => {
    const { messages, rewrites } = await fitUnder(PRINTS_ALL);
    expect(messages.slice(2)).toEqual([result("a"), result("b")]);
    expect(rewrites.map(({ messageIndex, tolerance }) => [messageIndex, tolerance])).toEqual([
      [2, "tool results in call order"],
      [3, "tool results in call order"],
    ]);
  });

  it("are shown as they came where the template prints ids", async () => {
    const printsIds = PRINTS_ALL.replace("{{ m.content }}", "{{ m.content }}{{ m.tool_call_id }}");
    expect(await fitUnder(printsIds)).toEqual({ messages: sent, rewrites: [] });
  });
});

describe("a system message past the first", () => {
  it.each([
    ["refuses it", FIRST_ONLY],
    ["drops it without a word, as that of gpt-oss does", DROPS_LATER],
    ["moves it to the top, as that of DeepSeek V3 does", MOVES_TO_THE_TOP],
  ])(
    "is folded into the user's where the template %s, and kept as an accepted rewrite",
    async (_, template) => {
      const fitted = await withTemplate(template, async (model) =>
        fitMessages(said, model, { takeBillingLine: true }),
      );
      const held = {
        role: "user",
        content: "Hello.\n<system-reminder>\nToday is Monday.\n</system-reminder>",
      };
      expect(fitted).toEqual({
        messages: [said[0], held],
        rewrites: [
          { messageIndex: 1, turnIndex: null, tolerance: "system message folded", held, echoed: said[2] },
        ],
      });
    },
  );

  it("stays where it is for a template that prints it", async () => {
    const fitted = await withTemplate(PRINTS_ALL, async (model) =>
      fitMessages(said, model, { takeBillingLine: true }),
    );
    expect(fitted).toEqual({ messages: said, rewrites: [] });
  });
});
