"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { annotationsUrl } from "@/components/address/api-urls";
import { fetchText } from "@/components/reads/fetch-text";
import type { Annotation } from "@/lib/core/annotations/annotation";
import { readAnnotation } from "@/lib/core/annotations/read-annotation";
import { asObject } from "@/lib/core/json/json-fields";
import { parseJson } from "@/lib/core/json/parse-json";
import type { TurnView } from "@/lib/core/view/session-view";
import { LATER_KINDS, type LaterColumns, laterColumns, NOTHING_LATER } from "./later-columns";
import type { SampleTokens } from "./use-sample-tokens";

/** What trainers found out of the tokens of a sample; nothing until it is read. */
export function useLaterColumns(
  session: string,
  tokens: SampleTokens | undefined,
  turns: readonly TurnView[],
): LaterColumns {
  const url = annotationsUrl(session, LATER_KINDS);
  const { data } = useQuery({
    queryKey: ["annotations", url],
    queryFn: async ({ signal }) => readLines(await fetchText(url, signal)),
    enabled: tokens !== undefined,
  });
  return useMemo(() => {
    if (data === undefined || data.length === 0 || tokens === undefined) return NOTHING_LATER;
    return laterColumns(data, { columns: tokens.columns, owners: tokens.owners, turns });
  }, [data, tokens, turns]);
}

function readLines(text: string): readonly Annotation[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => readAnnotation(asObject(parseJson(line), ""), 0));
}
