import { PALETTE } from './palette.js';

/** The whole page's style: system fonts, one column, tables that become cards on a telephone, and print. */
export const STYLE = `
:root{color-scheme:light;--ink:${PALETTE.ink};--quiet:${PALETTE.quiet};--line:${PALETTE.line}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:#fff;color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
main,header,nav,footer{max-width:1080px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:2.1rem;line-height:1.15;margin:.1em 0 .5em;letter-spacing:-.01em}
h2{font-size:1.45rem;line-height:1.25;margin:2.4em 0 .5em;padding-top:.5em;border-top:2px solid var(--ink)}
h3{font-size:1.1rem;margin:1.8em 0 .4em}
p,ul,ol,dl{max-width:76ch}
.quiet{color:var(--quiet);font-size:.875rem}
code{font:.86em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
code.whole{white-space:nowrap}
pre{background:#f3f4f6;padding:10px 14px;border-radius:4px;overflow-x:auto}
pre code{overflow-wrap:normal}
a{color:#0b5cad}
header>.quiet{margin:0}
.claim{border-left:4px solid var(--ink);padding:2px 0 2px 16px;margin:0 0 20px}
.claim p{margin:.3em 0}
.claim .says{font-size:1.3rem;line-height:1.35;font-weight:600}
.verdict{border:1px solid var(--line);border-left-width:10px;border-radius:4px;padding:14px 20px;margin:0 0 20px;background:#fafafa}
.verdict p{margin:.3em 0;max-width:none}.verdict ul{margin:.5em 0;padding-left:1.2em;max-width:none}
.verdict .word{font-size:1.15rem}.verdict .word .answer{font-size:1.5rem;padding:.05em .5em}
.verdict.supported{border-left-color:#00695c}.verdict.contradicted{border-left-color:#b3261e}
.verdict.depends{border-left-color:#8a5a00}.verdict.out-of-reach{border-left-color:#59616a}
.answer{display:inline-block;font-weight:700;border-radius:3px;padding:.05em .45em;white-space:nowrap;color:#fff}
.answer.supported{background:#00695c}.answer.contradicted{background:#b3261e}
.answer.depends{background:#8a5a00}.answer.out-of-reach{background:#59616a}
.warning{border:2px solid #8a5a00;padding:8px 14px;border-radius:4px}
.facts{display:grid;gap:4px 0;margin:0 0 16px;max-width:none}
.facts div{display:grid;grid-template-columns:8.5em 1fr;gap:8px}
.facts dt{color:var(--quiet)}.facts dd{margin:0}
.bounds{border-top:1px solid var(--line);border-bottom:1px solid var(--line);padding:8px 0;font-size:.92rem;max-width:none}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;padding:0;margin:12px 0 0;max-width:none}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.4;margin:.6em 0}
th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 0;border-bottom:1px solid var(--line)}
thead th{border-bottom:2px solid var(--ink);font-size:.85rem}
tbody th{font-weight:600;min-width:9.5em}th .quiet{font-weight:400}
.number,td.number{font-variant-numeric:tabular-nums}
table.assumptions{table-layout:fixed}
table.assumptions th:nth-child(1){width:38%}table.assumptions th:nth-child(2),table.assumptions th:nth-child(3){width:15%}
.chip{display:inline-block;border:1px solid var(--line);border-radius:3px;padding:0 .4em;font-size:.8rem;color:var(--quiet)}
.chip.assumed{background:#ffe9b8;border-color:#c98a00;color:#5c3d00;font-weight:600}
.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:26px 30px;align-items:start}
.panels.small{grid-template-columns:repeat(auto-fill,minmax(min(100%,260px),1fr))}
figure{margin:0}
figure.panel{border-top:1px solid var(--line);padding-top:8px;break-inside:avoid}
figcaption{line-height:1.35;margin-bottom:4px}
figure svg{display:block;max-width:100%;height:auto;font-family:inherit}
.panel>svg{width:100%}
.map .scroll svg{min-width:760px}
.legend{list-style:none;padding:0;margin:10px 0;display:flex;flex-wrap:wrap;gap:4px 20px;font-size:.875rem;max-width:none}
.legend li{display:flex;align-items:center;gap:6px}
.legend svg{flex:none;display:inline-block}
.swatch{display:inline-block;width:22px;height:14px;border-radius:2px}
details{border-top:1px solid var(--line);padding:6px 0}
summary{cursor:pointer;padding:4px 0;font-weight:600}
summary .quiet{font-weight:400}
.sources{padding-left:1.6em;font-size:.92rem}.sources li{margin:.35em 0;overflow-wrap:anywhere}
:target{background:#fff6d6}
footer{padding:30px 20px;color:var(--quiet);font-size:.875rem}
@media (max-width:640px){
h1{font-size:1.7rem}h2{font-size:1.25rem}main,header,nav,footer{padding-left:14px;padding-right:14px}
.verdict{padding:10px 14px}.facts div{grid-template-columns:1fr;gap:0}.facts{gap:8px}
table.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.cards,table.cards tbody,table.cards tr{display:block;width:100%}
table.cards tr{border-bottom:2px solid var(--line);padding:8px 0}
table.cards th,table.cards td{display:block;border:0;padding:2px 0;width:auto!important}
table.cards td::before{content:attr(data-label) ": ";color:var(--quiet);font-size:.85rem}
}
@media print{
html{font-size:10pt}body{font-size:10pt}table .quiet,thead th{font-size:1em}.legend{font-size:8pt}nav{display:none}h2{break-after:avoid}.scroll{overflow:visible}
table{font-size:7.5pt}tbody th{min-width:0}th,td{padding-right:6px}td .answer{font-size:7pt;padding:0 .3em}
main,header,footer{padding-left:0;padding-right:0}
.map .scroll svg{min-width:0}figure,tr{break-inside:avoid}a{color:inherit}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}`;
