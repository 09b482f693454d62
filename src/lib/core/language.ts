/** The interface's languages; Simplified Chinese is the first. */
export type Language = 'zh' | 'en';
