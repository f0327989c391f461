import { describeSpans } from "./spans.case";

describeSpans(true);
