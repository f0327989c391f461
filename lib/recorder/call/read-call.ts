import type { CallInput } from "@/lib/recorder/answer/call-input";
import { ParsedBodies } from "@/lib/recorder/edge/parsed-bodies";
import { bodyText } from "@/lib/recorder/edge/read-body";
import { credentialOf } from "@/lib/recorder/keys/offered-keys";
import { clientSession } from "@/lib/recorder/session/client-session";
import type { Settings } from "@/lib/settings/settings";
import type { CallRequest, ParseOptions, Recall } from "@/lib/wire/protocol";
import type { CallTarget } from "./call-target";

const bodies = new ParsedBodies();

/** A call, and the text that it was read from. */
export interface ReadCall {
  /** Its session can be found by it, though what it refers to by id may not be there. */
  readonly call: CallRequest;
  /** Reads the call anew, with what it refers to. */
  reread(recall: Recall): CallRequest;
  readonly body: string;
}

/**
 * Reads a call from its HTTP request.
 *
 * @throws CallError 413, 400; RequestError for a body that does not fit its protocol.
 */
export async function readCall(
  settings: Settings,
  target: CallTarget,
  request: CallInput,
): Promise<ReadCall> {
  const body = bodyText(await request.read(settings.bodyLimitBytes));
  const session = target.session ?? clientSession(request.headers).id ?? credentialOf(request.headers);
  return readCallText(body, { ...target, session }, { media: settings.media });
}

/**
 * Reads a call from the text of its body.
 *
 * @throws CallError 400; RequestError for a body that does not fit its protocol.
 */
export function readCallText(
  body: string,
  { protocol, session }: CallTarget,
  options: Pick<ParseOptions, "media" | "forwarded">,
): ReadCall {
  const parsed = bodies.parse(`${protocol.name} ${session}`, body);
  const read = (more: Pick<ParseOptions, "recall">) => protocol.parseRequest(parsed, { ...options, ...more });
  return { call: read({}), reread: (recall) => read({ recall }), body };
}
