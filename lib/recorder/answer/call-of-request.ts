import { readBytes } from "@/lib/recorder/edge/read-body";
import type { CallInput } from "./call-input";
import { ReplyBody } from "./reply-body";

/** A call that is answered by the thread that has its connection. */
export function callOfRequest(request: Request): CallInput {
  const { method, url, headers, signal } = request;
  return {
    method,
    url,
    headers,
    signal,
    read: (limitBytes) => readBytes(request, limitBytes),
    openReply: (onGone) => new ReplyBody(signal, onGone),
  };
}
