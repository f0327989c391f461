"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTokenSource } from "@/components/reads/token-source-context";
import {
  hasHead,
  type SampleChoice,
  sampleTokensQuery,
} from "@/components/token-pane/reads/sample-tokens-query";
import { lateTokenPane } from "./late-token-pane";

/**
 * Readies a sample that the reader is about to open: the pane's code, and the tokens that fill the screen. Called
 * when a row is pointed at or focused, so that both have come when it is pressed.
 */
export function useWarmSample(): (choice: SampleChoice) => void {
  const client = useQueryClient();
  const source = useTokenSource();
  return (choice) => {
    lateTokenPane.load();
    const part = hasHead(source, choice) ? "head" : "whole";
    void client.prefetchQuery(sampleTokensQuery(source, choice, part));
  };
}
