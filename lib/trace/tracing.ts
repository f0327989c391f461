import type { CallSpan } from "./call-span";
import { NO_SPAN } from "./no-span";

/** Makes the spans of calls. Each thread that records has its own. */
export interface Tracing {
  /** Begins the span of a call, below that which its headers name (W3C trace context). */
  open(headers: Headers): CallSpan;
  /** Sends what has ended, and ends. Never rejects. */
  close(): Promise<void>;
}

/** Where nothing is traced. */
export const NO_TRACING: Tracing = { open: () => NO_SPAN, close: async () => undefined };
