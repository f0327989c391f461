import type { Annotation } from "@/lib/core/annotations/annotation";

/** An annotation as a line of a request gave it. */
export interface GivenAnnotation {
  /** From 1. */
  readonly line: number;
  /** The session that the line names; null where it names none. */
  readonly session: string | null;
  readonly annotation: Annotation;
}
