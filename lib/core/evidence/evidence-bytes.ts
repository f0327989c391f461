import type { EvidenceKind } from "@/lib/core/recording/evidence-column";

/** The bytes of a turn's columns of evidence, by kind; null for those that are no longer kept. */
export type EvidenceBytes = ReadonlyMap<EvidenceKind, Uint8Array<ArrayBuffer> | null>;
