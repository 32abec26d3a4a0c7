import { withoutUnseen } from "../pasted/unseen.ts";
import { isDomainHint, ownDomainHint } from "../sign-in-hints.ts";
import { dayProblem, isCalendarDay } from "./calendar-day.ts";
import { LINK_LIMITS, type LinkContent } from "./link.ts";
import { characterCount, plainLine, plainText } from "./plain-text.ts";

/** The fields of the form, as referred to by errors. */
export type LinkField =
	| "title"
	| "message"
	| "helperName"
	| "helperMail"
	| "helperPhone"
	| "deadline"
	| "lastDay"
	| "domainHint";

export type LinkProblem =
	| {
			field: LinkField;
			code: "missing" | "mistaken" | "not-own" | "past" | "before-deadline" | "too-late";
	  }
	| { field: LinkField; code: "too-long"; max: number; count: number };

/** A single mail address. */
const MAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]+$/;
/** A number in any digits, optionally with an extension ("ext. 11", ";ext=11", "#11"). */
const PHONE = /^[+\p{Nd}(][\p{Nd}\s()/.+-]*(?:[;,]?\s*(?:[\p{L}\p{M}.=]+|#)\s*\p{Nd}+)?$/u;

/** The content as stored, without deceptive characters. */
export function cleanContent(content: LinkContent): LinkContent {
	const { name, mail, phone } = content.helper;
	return {
		...content,
		title: plainLine(content.title),
		message: plainText(content.message),
		helper: { name: plainLine(name), mail: bareLine(mail), phone: bareLine(phone) },
		domainHint: bareLine(content.domainHint).toLowerCase(),
	};
}

/** Unlike words, addresses and numbers contain no direction marks. */
const bareLine = (text: string) => plainLine(withoutUnseen(text));

type Circumstances = {
	now: Date;
	/** The organisation's domains, in lower case. */
	ownDomains: readonly string[];
	/** The content being replaced: an unchanged deadline or hint may be out of date. */
	earlier?: Pick<LinkContent, "deadline" | "domainHint"> | undefined;
};

/** Everything that is wrong with a link's content, in the order of the form. */
export function linkProblems(
	raw: LinkContent,
	{ now, ownDomains, earlier }: Circumstances,
): LinkProblem[] {
	const content = cleanContent(raw);
	const { title, message, helper, deadline, domainHint } = content;
	const problems: (LinkProblem | undefined)[] = [
		title === "" ? { field: "title", code: "missing" } : tooLong("title", title, LINK_LIMITS.title),
		tooLong("message", message, LINK_LIMITS.message),
		tooLong("helperName", helper.name, LINK_LIMITS.name),
		tooLong("helperMail", helper.mail, LINK_LIMITS.mail) ??
			mistaken("helperMail", helper.mail, MAIL),
		tooLong("helperPhone", helper.phone, LINK_LIMITS.phone) ??
			mistaken("helperPhone", helper.phone, PHONE),
		deadline === earlier?.deadline ? undefined : deadlineProblem(deadline, now),
		lastDayProblem(content, now),
		tooLong("domainHint", domainHint, LINK_LIMITS.domainHint) ??
			(domainHint === earlier?.domainHint ? undefined : hintProblem(domainHint, ownDomains)),
	];
	return problems.filter((problem) => problem !== undefined);
}

function tooLong(field: LinkField, text: string, max: number): LinkProblem | undefined {
	const count = characterCount(text);
	return count > max ? { field, code: "too-long", max, count } : undefined;
}

function mistaken(field: LinkField, text: string, form: RegExp): LinkProblem | undefined {
	return text === "" || form.test(text) ? undefined : { field, code: "mistaken" };
}

function hintProblem(hint: string, ownDomains: readonly string[]): LinkProblem | undefined {
	if (hint === "") return undefined;
	if (!isDomainHint(hint)) return { field: "domainHint", code: "mistaken" };
	return ownDomainHint(hint, ownDomains) ? undefined : { field: "domainHint", code: "not-own" };
}

function deadlineProblem(deadline: string, now: Date): LinkProblem | undefined {
	if (deadline === "") return undefined;
	const code = dayProblem(deadline, now);
	// The last day, which is not before it, must be within a year.
	return code && code !== "too-late" ? { field: "deadline", code } : undefined;
}

function lastDayProblem(content: LinkContent, now: Date): LinkProblem | undefined {
	const { deadline, lastDay } = content;
	const problem = (code: "missing" | "mistaken" | "past" | "before-deadline" | "too-late") =>
		({ field: "lastDay", code }) as const;
	if (lastDay === "") return problem("missing");
	const code = dayProblem(lastDay, now);
	if (code) return problem(code);
	return isCalendarDay(deadline) && lastDay < deadline ? problem("before-deadline") : undefined;
}
