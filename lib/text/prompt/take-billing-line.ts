import type { Message } from "@/lib/core/message/message";

/** The line that Claude Code puts before its system text; its checksum changes from call to call. */
const BILLING_LINE = /^x-anthropic-billing-header:[^\n]*(\n|$)/;

/**
 * Takes Claude Code's billing line out of a system message, so that it neither reaches the model nor parts chains
 * that are one. Null when there is none.
 *
 * @example
 * takeBillingLine({ role: "system", content: "x-anthropic-billing-header: cc_version=2.1.330.f38;\nYou are" });
 * // { role: "system", content: "You are" }
 */
export function takeBillingLine(message: Message): Message | null {
  const content = message.content ?? "";
  if (message.role !== "system" || !BILLING_LINE.test(content)) return null;
  return { ...message, content: content.replace(BILLING_LINE, "") };
}
