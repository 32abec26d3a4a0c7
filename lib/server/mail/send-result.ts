/** What became of one try to hand a mail to the mail server. */
export type SendResult =
	| { outcome: "sent" }
	/** `refused`: this mail, for good. `deferred`: this mail, for now. `away`: the server takes no mail at all. */
	| { outcome: "refused" | "deferred" | "away"; answer: string };

export type SendFailure = Exclude<SendResult, { outcome: "sent" }>;

/** What `nodemailer` tells of a failure, as far as it is used. */
type Failure = { code?: string; command?: string; responseCode?: number; message?: string };

/** The commands whose answers are about this one mail. MAIL FROM is the same for all of them. */
const ABOUT_ONE_MAIL = new Set(["RCPT TO", "DATA"]);

/** RFC 5321 section 4.2.1: 4yz is for now and 5yz for good; 421 closes the channel, 503 is its order. */
const CLOSING = 421;
const BAD_SEQUENCE = 503;

/**
 * Judges a failure. Whatever is not about this one mail, such as a refused sign-in or an unknown
 * sender, is a mistake in the settings or an outage, and ends no mail.
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

/** What the server said, without the mail addresses that servers like to repeat: it goes to the log. */
function answerOf({ code, command, message = "" }: Failure): string {
	const said = message
		.replace(/[^\s<>:;,"'()]+@[^\s<>:;,"'()]+/g, "…")
		.replace(/[\s\p{Cc}]+/gu, " ");
	return [code, command, said].filter(Boolean).join(" ").slice(0, MAX_ANSWER_LENGTH);
}
