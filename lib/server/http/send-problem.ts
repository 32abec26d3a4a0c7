import type { FastifyReply } from "fastify";
import type { ProblemCode } from "#lib/core/problem.ts";
import { problem, type Refusal } from "./problem.ts";

const sent = new WeakMap<object, ProblemCode>();

export function sendProblem(reply: FastifyReply, refusal: Omit<Refusal, "ok">): FastifyReply {
	const { body, headers } = problem(refusal);
	sent.set(reply.raw, refusal.code);
	return reply.code(body.status).headers(headers).send(JSON.stringify(body));
}

/** The problem that was sent, if any. */
export function problemSent(reply: FastifyReply): ProblemCode | undefined {
	return sent.get(reply.raw);
}
