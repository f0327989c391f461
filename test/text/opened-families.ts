import type { FamilyFacts } from "./family-facts";
import { GLM_TOKENS } from "./glm-tokens";
import { loadSmall } from "./load-family";

/** Families whose prompt opens the reasoning: an answer begins inside it. */
const OPENED = { rerendersText: false, graftsTools: true, graftsToolRuns: true } as const;

const XML_CALL =
  "<tool_call>\n<function=look>\n<parameter=at>\nx\n</parameter>\n<parameter=deep>\n1.0\n</parameter>\n</function>\n</tool_call>";

const XML = {
  ...OPENED,
  text: "</think>\n\nThe answer.",
  reasoned: "A thought.\n</think>\n\nThe answer.",
  printedCall: XML_CALL,
  stopBeforeUser: "<|im_end|>",
  stopBeforeTool: "<|im_end|>",
  closer: "<|im_end|>",
  illFormed: [
    ["<tool_call>\n<function=look>\n", "a tool call is not closed"],
    ["<tool_call>\n<function=>\n</function>\n</tool_call>", "a tool call has no name"],
    ["<function=look>\n<parameter=at>\nx\n</function>", "a parameter of a tool call is not closed"],
  ],
} as const;

const QWEN3_5: FamilyFacts = {
  ...XML,
  name: "qwen3.5",
  load: () =>
    loadSmall("qwen3.5.jinja", {
      specials: ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
      plain: ["<think>", "</think>", "<tool_call>", "</tool_call>"],
      configuration: { eos_token: "<|im_end|>" },
    }),
  call: `A thought.\n</think>\n\n${XML_CALL}`,
  twoCalls: `A thought.\n</think>\n\n${XML_CALL}\n${XML_CALL}`,
  otherStop: "<|endoftext|>",
};

const NEMOTRON3: FamilyFacts = {
  ...XML,
  name: "nemotron3",
  load: () =>
    loadSmall("nemotron3.jinja", {
      specials: ["<s>", "</s>", "<|im_start|>", "<|im_end|>"],
      plain: ["<think>", "</think>", "<tool_call>", "</tool_call>"],
      configuration: { bos_token: "<s>", eos_token: "<|im_end|>" },
    }),
  call: `A thought.\n</think>\n${XML_CALL}`,
  twoCalls: `A thought.\n</think>\n${XML_CALL}\n${XML_CALL}`,
  otherStop: "</s>",
};

const GLM_CALL =
  "<tool_call>look<arg_key>at</arg_key><arg_value>x</arg_value><arg_key>deep</arg_key><arg_value>1.0</arg_value></tool_call>";

const GLM4_7: FamilyFacts = {
  ...OPENED,
  name: "glm4.7",
  load: () => loadSmall("glm4.7.jinja", GLM_TOKENS),
  text: "</think>The answer.",
  reasoned: "A thought.</think>The answer.",
  call: `A thought.</think>${GLM_CALL}`,
  printedCall: GLM_CALL,
  twoCalls: `A thought.</think>${GLM_CALL}${GLM_CALL}`,
  stopBeforeUser: "<|user|>",
  stopBeforeTool: "<|observation|>",
  otherStop: "<|endoftext|>",
  closer: null,
  illFormed: [
    ["<tool_call>look<arg_key>at</arg_key>", "a tool call is not closed"],
    ["<tool_call></tool_call>", "a tool call has no name"],
    ["<tool_call>look<arg_key>at</arg_key>x</tool_call>", "an argument of a tool call is not closed"],
  ],
};

const invoked =
  '<invoke name="look">\n<parameter name="at">x</parameter>\n<parameter name="deep">1.0</parameter>\n</invoke>\n';
const minimaxSection = (calls: string): string => `<minimax:tool_call>\n${calls}</minimax:tool_call>`;

const MINIMAX: FamilyFacts = {
  ...OPENED,
  name: "minimax",
  load: () =>
    loadSmall("minimax.jinja", {
      specials: ["]~!b[", "]~b]", "[e~["],
      plain: ["<think>", "</think>", "<minimax:tool_call>", "</minimax:tool_call>"],
      configuration: { bos_token: "]~!b[", eos_token: "[e~[" },
    }),
  text: "</think>\n\nThe answer.",
  reasoned: "A thought.\n</think>\n\nThe answer.",
  call: `A thought.\n</think>\n\n${minimaxSection(invoked)}`,
  printedCall: invoked,
  twoCalls: `A thought.\n</think>\n\n${minimaxSection(invoked + invoked)}`,
  stopBeforeUser: "[e~[",
  stopBeforeTool: "[e~[",
  otherStop: "",
  closer: "[e~[",
  illFormed: [
    ['<minimax:tool_call>\n<invoke name="look">\n', "a tool call is not closed"],
    ['<invoke name="">\n</invoke>', "a tool call has no name"],
    ['<invoke name="look">\n<parameter name="at">x</invoke>', "a parameter of a tool call is not closed"],
    ['<invoke name="look\n</invoke>', "a tool call is not a name and parameters"],
  ],
};

export const OPENED_FAMILIES: readonly FamilyFacts[] = [QWEN3_5, NEMOTRON3, GLM4_7, MINIMAX];
