import type { ParamMatcher } from '@sveltejs/kit';

/** Chinese has no prefix; `/en/` is English. */
export const match: ParamMatcher = (value): value is 'en' => value === 'en';
