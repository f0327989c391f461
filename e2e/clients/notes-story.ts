import type { ClientScript, ScriptedCall, ScriptedStep, StepWriter } from "./client-script";
import { stepMark } from "./step-mark";

/** How a client's tools do what the story needs. */
export interface ToolDialect {
  readonly read: ScriptedCall;
  readonly edit: ScriptedCall;
  shell(command: string): ScriptedCall;
  /** Steps by which the main agent has a sub-agent do its task and waits for it. */
  readonly delegate?: (task: string) => readonly StepWriter[];
  /** Whether the client takes several calls in one answer. */
  readonly parallel: boolean;
  readonly reasons: boolean;
  /** The client compacts when it is told that the context is full, which the engine then says once. */
  readonly compactsWhenFull?: boolean;
  /** The client does not ask again when an answer breaks off, so that the answer must be one that ends a request. */
  readonly givesUpOnCut?: boolean;
}

export const NOTES_FILE = "notes.txt";
export const NOTES_BEFORE = "first line\nsecond line\n";
export const NOTES_AFTER = "first line\nsecond line, edited\nthird line\n";
export const EDIT = { from: "second line", to: "second line, edited" };

/** Output of some 5,000 tokens: what makes the difference for clients that compact by their own count. */
const LONG_OUTPUT_LINES = 1_200;

/** In the words of SGLang, by which the recorder knows it for what it is. */
const CONTEXT_FULL = {
  kind: "status",
  status: 400,
  message: "The input (300000 tokens) is longer than the model's context length (262144 tokens).",
} as const;

/** Into the text of the answer that breaks off, past its reasoning if it has some. */
const CUT_AFTER_TOKENS = { reasoned: 17, plain: 7 };

/** Says what the user asks for and what the model does, in acts; each act is one request of the user. */
export interface NotesStory {
  readonly script: ClientScript;
  /**
   * The user's requests, in order. One is left by its user while the answer comes; in the next an answer breaks off
   * once. Before the last one the client is made to compact where that can be driven.
   */
  readonly requests: readonly [first: string, left: string, second: string, third: string];
}

/** Reads, edits, delegates, checks and extends a file, over four requests of the user. */
export function notesStory(tools: ToolDialect): NotesStory {
  const think = (reasoning: string): Partial<ScriptedStep> => (tools.reasons ? { reasoning } : {});
  const task = `Count the lines of ${NOTES_FILE} and answer with the number. ${stepMark("sub", 0)}`;
  const first: StepWriter[] = [
    {
      ...think("I should read the notes before I touch them.\n"),
      text: "I will look at the notes first. MARK",
      calls: tools.parallel ? [tools.read, tools.shell("echo 'two calls at once'")] : [tools.read],
    },
    {
      ...think("One line is to change."),
      text: "Now the edit. MARK",
      calls: [tools.edit],
      faultOnce: { kind: "status", status: 503, message: "The engine is loading weights." },
    },
    ...(tools.delegate?.(task) ?? []),
    {
      ...think("Trust, but check."),
      calls: [tools.shell(`cat ${NOTES_FILE} # MARK`)],
      // Before the first token, so that no client has anything yet that it could use.
      faultOnce: { kind: "hang_up", after_tokens: 0 },
    },
    { ...think("That is it."), text: "The second line is edited. MARK" },
  ];
  const after_tokens = tools.reasons ? CUT_AFTER_TOKENS.reasoned : CUT_AFTER_TOKENS.plain;
  const cut: Partial<ScriptedStep> = { faultOnce: { kind: "hang_up", after_tokens } };
  const second: StepWriter[] = [
    {
      ...think("That was easy."),
      text: "I will add it at the end of the file. MARK",
      ...(tools.givesUpOnCut ? {} : cut),
      calls: [tools.shell(`echo 'third line' >> ${NOTES_FILE} && seq ${LONG_OUTPUT_LINES}`)],
    },
    {
      ...think("That was quick."),
      text: "The third line is there, and it stands below the other two. MARK",
      ...(tools.givesUpOnCut ? cut : {}),
    },
  ];
  const left: StepWriter[] = [
    { text: `MARK ${"There is a lot to tell about notes. ".repeat(40)}`, isLeft: true },
  ];
  const third: StepWriter[] = [
    {
      ...think("Once more."),
      text: "I will read the notes again. MARK",
      calls: [tools.read],
      ...(tools.compactsWhenFull ? { faultOnce: CONTEXT_FULL } : {}),
    },
    { text: "Three lines, the second of them edited. MARK" },
  ];
  return {
    script: {
      main: [...first, ...left, ...second, ...third],
      subAgent: [
        { text: "I will count. MARK", calls: [tools.shell(`wc -l ${NOTES_FILE}`)] },
        { text: "The file has 2 lines. MARK" },
      ],
    },
    requests: [
      `Edit the second line of ${NOTES_FILE} and check the result. ${stepMark("main", 0)}`,
      `Tell me all about notes. ${stepMark("main", first.length)}`,
      `Add a third line. ${stepMark("main", first.length + left.length)}`,
      `What do the notes say now? ${stepMark("main", first.length + left.length + second.length)}`,
    ],
  };
}
