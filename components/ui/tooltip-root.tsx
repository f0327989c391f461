"use client";

import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { watchHints } from "./watch-hints";

/** Between what is explained, its explanation, and the edge of the window, in px. */
const GAP = 6;
const EDGE = 8;

/** Shows the explanation of whatever `Hint` stands around: one element and one listener for all of them. */
export function TooltipRoot({ children }: { readonly children: ReactNode }) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  useEffect(() => watchHints(document, setTarget), []);
  return (
    <>
      {children}
      {target && <Tooltip target={target} text={target.dataset.hint ?? ""} />}
    </>
  );
}

const ID = "hint";

function Tooltip({ target, text }: { readonly target: HTMLElement; readonly text: string }) {
  const own = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = own;
    if (!current) return;
    const about = target.getBoundingClientRect();
    const { width, height } = current.getBoundingClientRect();
    const middle = about.left + about.width / 2 - width / 2;
    const above = about.top - height - GAP;
    current.style.left = `${Math.max(EDGE, Math.min(window.innerWidth - width - EDGE, middle))}px`;
    current.style.top = `${above >= EDGE ? above : about.bottom + GAP}px`;
    target.setAttribute("aria-describedby", ID);
    return () => target.removeAttribute("aria-describedby");
  }, [target]);
  return (
    <div
      ref={own}
      id={ID}
      role="tooltip"
      className="pointer-events-none fixed z-[60] max-w-72 [overflow-wrap:anywhere] rounded-md bg-ink px-2 py-1.5 text-xs text-page shadow-[var(--shadow-raised)]"
    >
      {text}
    </div>
  );
}
