/** The result of one attempt to submit a mail to the mail server. */
export type SendResult =
	| { outcome: "sent" }
	/**
	 * `refused`: this mail, permanently. `deferred`: this mail, temporarily. `away`: the server
	 * accepts no mail at all.
	 */
	| { outcome: "refused" | "deferred" | "away"; answer: string };

export type SendFailure = Exclude<SendResult, { outcome: "sent" }>;

/** The parts of a `nodemailer` error that are used. */
type Failure = { code?: string; command?: string; responseCode?: number; message?: string };

/** The commands whose replies concern one mail. MAIL FROM is the same for all of them. */
const ABOUT_ONE_MAIL = new Set(["RCPT TO", "DATA"]);

/**
 * RFC 5321 section 4.2.1: 4yz is transient and 5yz permanent; 421 closes the channel, 503 is a bad
 * sequence.
 */
const CLOSING = 421;
const BAD_SEQUENCE = 503;

/**
 * Classifies a failure. Any failure that does not concern one mail, such as a refused sign-in or an unknown sender, is a
 * configuration error or an outage, and the mail is kept.
 */
export function readSendFailure(error: unknown): SendFailure {
	const { code, command = "", responseCode = 0 } = error as Failure;
	const answer = answerOf(error as Failure);
	if (code === "EENVELOPE" && command === "API") return { outcome: "refused", answer };
	if (!ABOUT_ONE_MAIL.has(command) || responseCode < 400 || responseCode === CLOSING) {
		return { outcome: "away", answer };
	}
	const isForGood = responseCode >= 500 && responseCode !== BAD_SEQUENCE;
	return { outcome: isForGood ? "refused" : "deferred", answer };
}

const MAX_ANSWER_LENGTH = 300;

/** OpenSSL's `thread:error:number:library:function:reason:file:line:`; only the reason is useful. */
const OPENSSL = /[0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):\S*/g;

/** The server's reply, without the mail addresses that servers like to repeat, for the log. */
function answerOf({ code, command, message = "" }: Failure): string {
	const reply = message
		.replace(OPENSSL, "$1")
		.replace(/[^\s<>:;,"'()]+@[^\s<>:;,"'()]+/g, "…")
		.replace(/[\s\p{Cc}]+/gu, " ");
	return [code, command, reply].filter(Boolean).join(" ").trim().slice(0, MAX_ANSWER_LENGTH);
}
