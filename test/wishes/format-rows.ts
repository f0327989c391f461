import { expect } from "vitest";
import type { JsonObject } from "@/lib/core/json/json-value";
import { type AskedAtDoor, everywhere, type ProtocolDoor, withTools } from "./asked-at-door";
import { expectGrammar } from "./engine-fields";
import { GRAMMAR, onAll, type WishRow } from "./wish-row";

const SCHEMA = {
  type: "object",
  properties: { x: { type: "number" } },
  required: ["x"],
  additionalProperties: false,
};

function formats(
  words: string,
  format: { type: string; schema?: typeof SCHEMA },
): Readonly<Record<ProtocolDoor, AskedAtDoor>> {
  const { type, schema } = format;
  const chat: JsonObject =
    schema === undefined ? { type } : { type, json_schema: { name: "a", strict: true, schema } };
  return {
    chat: { words: `\`response_format\`: ${words}`, body: { response_format: chat } },
    responses: { words: `\`text.format\`: ${words}`, body: { text: { format: { ...format, name: "a" } } } },
    messages: { words: `\`output_config.format\`: ${words}`, body: { output_config: { format } } },
  };
}

const REASONED = "<think>\nHm.\n</think>\n\n";

/** Wishes about what the text of an answer is. */
export const FORMAT_ROWS: readonly WishRow[] = [
  {
    wish: "JSON of a schema",
    asked: formats("a schema", { type: "json_schema", schema: SCHEMA }),
    said: "Hello.",
    done: onAll(GRAMMAR),
    async prove({ grammar, reply }) {
      await expectGrammar(grammar, {
        allowed: ['{"x": 1}', `${REASONED}{"x": -2.5}`],
        refused: ["Hello.", "{}", '{"x": "1"}', '{"x": 1, "y": 2}', `${REASONED}Hello.`],
      });
      expect(JSON.parse(reply.text)).toEqual({ x: 1 });
    },
  },
  {
    wish: "any JSON object",
    asked: formats("`json_object`", { type: "json_object" }),
    said: "Hello.",
    done: onAll(GRAMMAR),
    async prove({ grammar, reply }) {
      await expectGrammar(grammar, { allowed: ['{"y": [1, null]}', "{}"], refused: ["Hello.", "[1]"] });
      expect(JSON.parse(reply.text)).toBeInstanceOf(Object);
    },
  },
  {
    wish: "JSON of a schema, or a call",
    asked: withTools(formats("a schema, with tools", { type: "json_schema", schema: SCHEMA })),
    said: "Hello.",
    done: onAll(GRAMMAR),
    async prove({ grammar, reply }) {
      const call = '<tool_call>\n{"name": "now", "arguments": {"city": "Oslo"}}\n</tool_call>';
      await expectGrammar(grammar, { allowed: ['{"x": 1}', call], refused: ["Hello."] });
      expect(reply.calls.length === 1 || reply.text === '{"x": 1}').toBe(true);
    },
  },
  {
    wish: "a regex",
    asked: everywhere("`regex`", { regex: "[a-z]{2}" }),
    said: "ab",
    done: {
      sglang: GRAMMAR,
      vllm: GRAMMAR,
      llamacpp: { by: "refused", instead: "send `ebnf`", words: "ebnf" },
    },
    async prove({ grammar, reply }) {
      await expectGrammar(grammar, { allowed: ["ab", `${REASONED}xy`], refused: ["abc", "Hello."] });
      expect(reply.text).toBe("ab");
    },
  },
  {
    wish: "the rules of a grammar",
    asked: everywhere("`ebnf`", { ebnf: "root ::= letter letter\nletter ::= [a-z]" }),
    said: "ab",
    done: onAll(GRAMMAR),
    async prove({ grammar, reply }) {
      await expectGrammar(grammar, { allowed: ["ab", `${REASONED}xy`], refused: ["abc", "Hello."] });
      expect(reply.text).toBe("ab");
    },
  },
  {
    wish: "one of some texts",
    asked: everywhere("`structured_outputs.choice`", { structured_outputs: { choice: ["yes", "no"] } }),
    said: "Hello.",
    done: onAll(GRAMMAR),
    async prove({ grammar, reply }) {
      await expectGrammar(grammar, { allowed: ["yes", "no"], refused: ["maybe", "yesno"] });
      expect(reply.text).toBe("yes");
    },
  },
  {
    wish: "JSON of a schema with keywords that GBNF cannot say",
    asked: everywhere('`structured_outputs.json` with `"pattern"`', {
      structured_outputs: { json: { type: "string", pattern: "^[a-z]{2}$" } },
    }),
    said: '"ab"',
    done: {
      sglang: GRAMMAR,
      vllm: GRAMMAR,
      llamacpp: {
        by: "refused",
        instead: "leave the keyword out, or use SGLang or vLLM",
        words: '"pattern"',
      },
    },
    async prove({ grammar, reply }) {
      await expectGrammar(grammar, { allowed: ['"ab"'], refused: ['"abc"', "ab"] });
      expect(reply.text).toBe('"ab"');
    },
  },
];
