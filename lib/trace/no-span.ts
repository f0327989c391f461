import type { CallSpan, StageSpan } from "./call-span";

const NO_STAGE: StageSpan = {
  headers: {},
  tell: () => undefined,
  mark: () => undefined,
  end: () => undefined,
};

/** The span of a call that nobody traces: nothing is kept, and nothing made. */
export const NO_SPAN: CallSpan = {
  isKept: false,
  holdsContent: false,
  rename: () => undefined,
  tell: () => undefined,
  begin: () => NO_STAGE,
  fail: () => undefined,
  end: () => undefined,
};
