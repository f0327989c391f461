import type { JsonObject } from "@/lib/core/json/json-value";
import type { CheckedCitation, ShownReport } from "@/lib/core/report/shown-report";
import type { ReportHead } from "@/lib/core/report/stored-report";

/** A report as `GET /api/reports/{id}` tells it. */
export function reportAnswer({ head, text, citations }: ShownReport): JsonObject {
  return { ...headAnswer(head), text, citations: citations.map(citationAnswer) };
}

/** As a list tells it. */
export function headAnswer({ number, id, createdAt, holder, person, title }: ReportHead): JsonObject {
  return { number, id, title, created_at: createdAt, holder, person };
}

/** A citation and whether it holds; why not, in a sentence. */
export function citationAnswer({ words, address, standing, fault }: CheckedCitation): JsonObject {
  return { words, address, standing, fault };
}
