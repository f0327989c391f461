/** Codex over Chat Completions glues parallel calls into one until this version. */
const LAST_GLUEING_CODEX = 57;

/** Whether a client can take no more than one tool call in an answer, by what it says of itself. */
export function takesOneCall(headers: Headers): boolean {
  const version = /codex[\w-]{0,40}\/0\.(\d+)\./i.exec(headers.get("user-agent") ?? "")?.[1];
  return version !== undefined && Number(version) <= LAST_GLUEING_CODEX;
}
