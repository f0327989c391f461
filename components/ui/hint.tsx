import { cloneElement, type ReactElement } from "react";

/** Explains a term or a figure on hover and on focus. The child must be one element that passes attributes on. */
export function Hint({
  text,
  children,
}: {
  readonly text: string;
  readonly children: ReactElement<{ "data-hint"?: string }>;
}) {
  return cloneElement(children, { "data-hint": text });
}
