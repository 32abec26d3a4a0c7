import { type Answer, type Call, formFields, type Reply } from "../http/call.ts";
import { html } from "../http/html.ts";
import { page } from "../page.ts";
import { AADSTS } from "./aadsts.ts";
import type { Authority } from "./authority.ts";
import type { DeviceCodes } from "./device-codes.ts";
import { errorSummary, field, PASSWORD, type Problem, USER_NAME } from "./form-parts.ts";
import { judgePassword } from "./judgement.ts";
import { signInProblem } from "./sign-in-pages.ts";

/** The path for entering a device's code. */
export const DEVICE_PAGE = "/devicelogin";

type Typed = { code: string; userName: string; problem?: Problem };

/** The page for entering the code and signing in, in one step where Entra has four. */
export function devicePage(call: Call, authority: Authority, codes: DeviceCodes): Reply {
	if (call.method !== "POST") return form({ code: "", userName: "" });
	const { user_code: code = "", username: userName = "", ...fields } = formFields(call);
	const pending = codes.findByUserCode(code, authority.now());
	if (pending === undefined) {
		const text = "That code did not work. Check it, or start again on the device";
		return form({ code, userName, problem: { field: "user_code", text } });
	}
	if (fields.action === "cancel") {
		pending.outcome = { refusal: { ...AADSTS.declined, error: "authorization_declined" } };
		return last("You declined", "Nothing was signed in. This page can be closed.");
	}
	const judgement = judgePassword(authority, { userName, password: fields.password ?? "" });
	if ("person" in judgement) call.personId = judgement.person.id;
	switch (judgement.outcome) {
		case "again":
			return form({ code, userName, problem: signInProblem(judgement.refusal) });
		case "must-change":
			pending.outcome = { refusal: AADSTS.expired };
			return last("Sign-in was refused", AADSTS.expired.text);
		case "refused":
			pending.outcome = { refusal: judgement.refusal };
			return last("Sign-in was refused", judgement.refusal.text);
		case "accepted":
			pending.outcome = { person: judgement.person };
			return last("You have signed in on your device", "This page can be closed.");
	}
}

function last(heading: string, text: string): Answer {
	return page(heading, html`<h1>${heading}</h1><p>${text}</p>`);
}

function form({ code, userName, problem }: Typed): Answer {
	const content = html`${errorSummary(problem)}
<h1>Sign in on a device</h1>
<p>Type a code only that you see on a device or in a window of your own.</p>
<form method="post" action="${DEVICE_PAGE}" novalidate>
${field(
	{
		name: "user_code",
		label: "Code",
		type: "text",
		autocomplete: "off",
		value: code,
		isFocused: true,
	},
	problem,
)}
${field({ ...USER_NAME, value: userName }, problem)}
${field(PASSWORD, problem)}
<div class="actions">
<button name="action" value="password">Sign in</button>
<button name="action" value="cancel" class="second">Decline</button>
</div>
</form>`;
	return page("Sign in on a device", content, { hasError: problem !== undefined });
}
