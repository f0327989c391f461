export {
  answerModelCall as DELETE,
  answerModelCall as GET,
  answerModelCall as HEAD,
  answerModelCall as OPTIONS,
  answerModelCall as PATCH,
  answerModelCall as POST,
  answerModelCall as PUT,
} from "@/lib/api/answer-model-call";
