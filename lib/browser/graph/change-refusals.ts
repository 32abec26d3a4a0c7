/** Every way in which a change can be refused; each has words in the catalogues. */
export type ChangeFailureCode =
	| "wrong-existing-password"
	| "password-too-simple"
	| "password-banned"
	| "password-used-before"
	| "password-refused"
	| "account-locked"
	| "throttled"
	| "on-premises"
	| "not-allowed"
	| "sign-in-needed"
	| "unknown-answer";

/** One way in which Graph refuses, by status and by what its code or message speaks of. */
type Refusal = {
	status: number | readonly [from: number, to: number];
	says?: RegExp;
	code: ChangeFailureCode;
};

/**
 * Microsoft publishes no table of the errors of `changePassword`, so this one is ours, to be extended: the
 * first row that fits counts. Texts seen in public are those of Graph's updates of a user and of
 * Microsoft's own pages. An outage has no row, since nobody knows what became of the change. What fits no row is unknown and is shown with its request id; a 400 that speaks
 * of the new password without saying what is wrong with it is `password-refused`.
 */
const REFUSALS: readonly Refusal[] = [
	{ status: 401, code: "sign-in-needed" },
	{ status: 429, code: "throttled" },
	{
		status: [400, 403],
		says: /on-premises|directory sync|PasswordPolicyOnPremises|writeback/i,
		code: "on-premises",
	},
	{ status: [400, 403], says: /50053|locked/i, code: "account-locked" },
	{
		status: [400, 403],
		says: /history|previous(ly)?|recently|used before|same as|reus/i,
		code: "password-used-before",
	},
	{
		status: [400, 403],
		says: /banned|too weak|guessable|harder.*guess|seen that password|commonly used/i,
		code: "password-banned",
	},
	{
		status: [400, 403],
		says: /oldPassword|current ?password|specified password is invalid|50126/i,
		code: "wrong-existing-password",
	},
	{ status: 400, says: /too short|too long|length|characters/i, code: "password-too-simple" },
	// Graph says the same for the rules, which were checked before, and for words that are banned.
	{ status: 400, says: /complexity|comply|new ?password/i, code: "password-refused" },
	{ status: 403, code: "not-allowed" },
];

/** The first row of the table that fits an answer; `unknown-answer` when none does. */
export function refusalCode(status: number, text: string): ChangeFailureCode {
	const row = REFUSALS.find((refusal) => {
		const { status: wanted, says } = refusal;
		const [from, to] = typeof wanted === "number" ? [wanted, wanted] : wanted;
		return status >= from && status <= to && (!says || says.test(text));
	});
	return row?.code ?? "unknown-answer";
}
