"use client";

import { useQuery } from "@tanstack/react-query";
import { annotationsUrl } from "@/components/address/api-urls";
import { fetchText } from "@/components/reads/fetch-text";
import type { Annotation } from "@/lib/core/annotations/annotation";
import { readAnnotation } from "@/lib/core/annotations/read-annotation";
import { asObject } from "@/lib/core/json/json-fields";
import { parseJson } from "@/lib/core/json/parse-json";

/** What people read; `score` stands for the scores of every name. */
const KINDS = ["outcome", "label", "score", "comment", "attachment"];

/** Of queries that read notes. */
export const NOTES_KEY = "later-notes";

const NONE: readonly Annotation[] = [];

/** What was found out about a session later and is for people: its outcome, labels, scores, comments, attachments. */
export function useNotes(session: string): readonly Annotation[] {
  const url = annotationsUrl(session, KINDS);
  const { data = NONE } = useQuery({
    queryKey: [NOTES_KEY, url],
    queryFn: async ({ signal }) => {
      const lines = (await fetchText(url, signal)).split("\n").filter((line) => line !== "");
      return lines.map((line) => readAnnotation(asObject(parseJson(line), ""), 0));
    },
    retry: false,
  });
  return data;
}
