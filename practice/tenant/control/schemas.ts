import * as z from "zod";
import { faultSchema } from "../faults.ts";
import { TEMPLATES } from "../people.ts";

/** `POST /practice/faults`. */
export const newFault = z.strictObject({
	personId: z.string().optional(),
	operation: z.string().optional(),
	targetId: z.string().optional(),
	fault: faultSchema,
});

/** `PATCH /practice/people/<id>`, and the overrides of a new person. */
export const personChanges = z
	.strictObject({
		userPrincipalName: z.string(),
		displayName: z.string(),
		givenName: z.string(),
		surname: z.string(),
		mailNickname: z.string(),
		mail: z.string().nullable(),
		userType: z.enum(["Member", "Guest"]),
		identities: z.array(
			z.strictObject({ signInType: z.string(), issuer: z.string(), issuerAssignedId: z.string() }),
		),
		accountEnabled: z.boolean(),
		onPremisesSyncEnabled: z.boolean().nullable(),
		forceChangePasswordNextSignIn: z.boolean(),
		isManagementRestricted: z.boolean(),
		directoryRoles: z.array(z.string()),
		appRoles: z.array(z.string()),
		signInRefusal: z.enum(["not-assigned", "not-consented", "conditional-access"]).nullable(),
		hasPasskey: z.boolean(),
		domainAccount: z.enum(["absent", "old-keys"]),
		purpose: z.string(),
	})
	.partial();

/** `POST /practice/people`. */
export const newPerson = z.strictObject({
	template: z.enum(TEMPLATES),
	overrides: personChanges
		.extend({
			id: z.guid().toLowerCase(),
			lastPasswordChangeDateTime: z.iso.datetime(),
			password: z.string(),
		})
		.partial()
		.default({}),
});

/** `POST /practice/consent`. */
export const consentChange = z.strictObject({ scopes: z.array(z.string()) });

/** `POST /practice/groups`; `members` are ids of people and groups. */
export const newGroup = z.strictObject({
	displayName: z.string(),
	description: z.string().nullable().optional(),
	isAssignableToRole: z.boolean().optional(),
	owners: z.array(z.string()).optional(),
	members: z.array(z.string()).default([]),
});

/** `POST /practice/groups/<id>/members`. */
export const memberChanges = z.strictObject({
	remove: z.array(z.string()),
});

const limit = z.strictObject({ amount: z.int().positive(), seconds: z.number().positive() });

/** `POST /practice/throttle`. */
export const throttleChange = z
	.strictObject({ units: limit, writes: limit, saysRetryAfter: z.boolean() })
	.partial();

/** `POST /practice/switches`. */
export const switchChange = z.strictObject({ continuousAccess: z.boolean() });

/** `POST /practice/people/<id>/temporary-password`. */
export const temporaryPassword = z.strictObject({ password: z.string().min(1) });

/** `POST /practice/people/<id>/on-premises`; `held`: waits for `on-premises-sync`. */
export const onPremisesChange = z.strictObject({
	password: z.string().min(1),
	held: z.boolean().default(false),
});
