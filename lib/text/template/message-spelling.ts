import type { Message } from "@/lib/core/message/message";

/** How one template wants messages spelled, where templates differ and none says so. */
export interface MessageSpelling {
  /** Whether it prints arguments given as text just as they are (Qwen3 does, Qwen2.5 would quote them). */
  readonly printsArgumentText: boolean;
  /** Whether it prints calls only when the content beside them is null (DeepSeek V3). */
  readonly nullBesideCalls: boolean;
}

const NAME = "turntree_probe";
const ARGUMENTS = '{"argument": "text"}';

const MESSAGES: readonly Message[] = [
  { role: "user", content: "probe" },
  {
    role: "assistant",
    tool_calls: [
      {
        type: "function",
        id: "call_probe",
        function: { name: NAME, arguments: { argument: "text" } },
        arguments_text: ARGUMENTS,
      },
    ],
  },
];

/**
 * Finds how a template wants calls spelled, by rendering one in each way: content as text before null, arguments as
 * an object before text. Arguments go in as text only where they come out as they went in.
 *
 * @param render Throws where the template refuses.
 */
export function probeSpelling(
  render: (messages: readonly Message[], spelling: MessageSpelling) => string,
): MessageSpelling {
  const tried = (spelling: MessageSpelling): string => {
    try {
      return render(MESSAGES, spelling);
    } catch {
      return "";
    }
  };
  for (const nullBesideCalls of [false, true]) {
    const text = tried({ printsArgumentText: true, nullBesideCalls });
    if (text.includes(ARGUMENTS) && !text.includes(`"${ARGUMENTS}`)) {
      return { printsArgumentText: true, nullBesideCalls };
    }
    if (tried({ printsArgumentText: false, nullBesideCalls }).includes(NAME)) {
      return { printsArgumentText: false, nullBesideCalls };
    }
  }
  return { printsArgumentText: false, nullBesideCalls: false };
}
