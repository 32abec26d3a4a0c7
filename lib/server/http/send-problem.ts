import type { FastifyReply } from "fastify";
import { problem, type Refusal } from "./problem.ts";

/** Answers with a problem document. */
export function sendProblem(reply: FastifyReply, refusal: Omit<Refusal, "ok">): FastifyReply {
	const { body, headers } = problem(refusal);
	return reply.code(body.status).headers(headers).send(JSON.stringify(body));
}
