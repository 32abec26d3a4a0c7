"use client";

import { useCallback, useEffect, useState } from "react";
import type { LinkView } from "#lib/core/link/link.ts";
import { type ApiResult, call } from "../portal-api.ts";

/** What a link says; `undefined` while it is read. */
export function useLink(id: string): { result: ApiResult<LinkView> | undefined; again(): void } {
	const [result, setResult] = useState<ApiResult<LinkView>>();
	const load = useCallback(() => {
		setResult(undefined);
		call("GET /api/go/{link}", { params: { link: id } }).then(setResult);
	}, [id]);
	useEffect(load, [load]);
	return { result, again: load };
}
