/**
 * The model call that an id minted by the recorder names, whichever item carries it; null for anybody else's ids.
 *
 * @example
 * answerKey("rs_resp_0123456789abcdef0123456789abcdef"); // "0123456789abcdef0123456789abcdef"
 * answerKey("call_0123456789abcdef0123456789abcdef_1"); // the same
 */
export function answerKey(id: string | null | undefined): string | null {
  return /(?:^|_)(?:resp|call)_([0-9a-f]{32})(?:_\d+)?$/.exec(id ?? "")?.[1] ?? null;
}
