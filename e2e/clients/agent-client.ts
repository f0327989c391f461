import type { ProtocolName } from "@/lib/wire/protocol";
import type { ClientScript } from "./client-script";

/** Folders and addresses of one run. */
export interface ClientRun {
  /** Made for this run alone. */
  readonly home: string;
  /** Holds `notes.txt`; the client's working directory. */
  readonly workspace: string;
  /** The recorder's base URL without `/v1`, with a session's path for clients that send no session header. */
  readonly baseUrl: string;
  /** Whether the template shows reasoning, so that the script may have some. */
  readonly reasons: boolean;
}

/** What a run must have made of the session, under the policy that the server uses. */
export interface ExpectedRecording {
  /** Turns by kind: `none` are the conversation's own. */
  readonly turns: Readonly<Record<string, number>>;
  /** Turns that came from a sub-agent. */
  readonly subAgentTurns: number;
  /** Answers that did not arrive whole, and turns that ask for one of them again. */
  readonly lost: number;
  readonly retries: number;
  /** Nodes by the reason for which they start a line of their own; nothing else may fork. */
  readonly forks: Readonly<Record<string, number>>;
}

/** One start of a client's program. */
export interface Invocation {
  readonly arguments: readonly string[];
  /**
   * How it ends: `well` with exit code 0, `cut` after a stream that broke off, which some clients take for an error,
   * `stopped` by its user in the middle of a stream.
   */
  readonly end: "well" | "cut" | "stopped";
}

/** A coding agent as its users run it, headless, and the story it is put through. */
export interface AgentClient {
  /** As `--only` names it. */
  readonly id: string;
  readonly title: string;
  readonly package: string;
  readonly version: string;
  /** Name of its program in `node_modules/.bin`. */
  readonly program: string;
  readonly protocol: ProtocolName;
  /** `header`: the client names its session itself; `path`: the base URL does. */
  readonly sessionFrom: "header" | "path";
  /** Writes the client's settings into its home or workspace. */
  configure(run: ClientRun): Promise<void>;
  environment(run: ClientRun): Readonly<Record<string, string>>;
  /** Each start of its program, in order. */
  invocations(run: ClientRun): readonly Invocation[];
  script(run: ClientRun): ClientScript;
  expected(run: Pick<ClientRun, "reasons">): ExpectedRecording;
}
