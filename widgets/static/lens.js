var x=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function a(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function w(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function b(t,e){let o=a("table",t),n=a("thead"),r=a("tr"),s=a("tbody");for(let i of e)r.append(a("th","",i));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}var z=["fill","outline","under","dotted","dashed","ramp"],K=["hatch","dots","dot","bar","tick","strike"],F=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function V(t,e){let o=a("span","dsv-mark-of"),[n,r]=t.split(" "),s=z.includes(n)&&r||K.includes(n),i=a(
"span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&i.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),i.setAttribute(
"aria-hidden",String(s)),o.append(i,e),o}function O(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=a("div","dsv-marks"),i=a("div","dsv-help"),c=a("button",
"dsv-small dsv-ask","?");c.type="button",c.title="what this view shows, and its equation",c.setAttribute("aria-label","explain this view"),c.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...e.marks.map(([d,l])=>V(d,l))),i.append(...e.explains.map(d=>a("p","",d))),e.equation&&i.
append(...G(t,e,o)),r.append(a("p","dsv-look-for",e.look_for),s,i),n.append(c),t.listen(c,"click",()=>{i.hidden=!i.hidden,r.classList.toggle("explained",!i.hidden),
c.setAttribute("aria-expanded",String(!i.hidden))})}function G(t,e,o){let n=a("div","dsv-equation"),r=a("div","dsv-symbol-said","Point at a symbol for what it i\
s here.");r.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let i=a("div");for(let{text:c,symbol:d}of F(s)){if(!d){i.append(c);continue}let l=a("span","dsv-symbol",c.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("ro\
le","button"),l.dataset.symbol=c;let f=()=>{let u=o(c),j=u?a("b","",` Here: ${u}.`):"";r.replaceChildren(a("i","",c.replace(/_/g,"-")),`: ${e.symbols[c]}.`,j),r.
dataset.symbol=c};for(let u of["mouseenter","focus","click"])t.listen(l,u,f);i.append(l)}n.append(i)}return[n,r]}function k(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var $=globalThis;$.dsvGains??=new WeakMap;var v=$.dsvGains;function Y(t,e){let o=t.get(e);return v.get(o)?.whole??o}function q(t,e,o,n){let r=t.get(e),s=k(Y(t,e)),
i=k(n);if(s.length!==o||!(r instanceof Object))return!1;let c=v.get(r);if(!c||c.room.length<o+i.length){let d=new Uint8Array(2*(o+i.length));d.set(s),c={room:d},
v.set(r,c)}return c.room.set(i,o),c.whole=c.room.subarray(0,o+i.length),!0}async function Q(t,e,o){let n=await Promise.all(e.map(async([s])=>t.widget_manager.get_model(
s)).map(s=>s.catch(()=>null))),r=0;for(let[s,[,i,c]]of e.entries()){let d=o.slice(r,r+c);r+=c,n[s]?._handle_comm_msg({content:{data:i},buffers:d,parent_header:{}})}}
function S({model:t}){let e=(o,n)=>{if(o?.frame)return void Q(t,o.frame,n);let r=(o?.gained??[]).filter(([s,i],c)=>!q(t,s,i,n[c]));r.length&&t.send({whole:r.map(
([s])=>s)})};t.on("msg:custom",e)}var E=8;var X="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-radi\
us border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-famil\
y font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-w\
idth min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-ali\
gn text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function J(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*E,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*E,n=t.cloneNode(!0);P(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=Z(t),s=a("div");s.style.cssText=`padding:${E}px;box-sizing:border-box;width:${e}px;hei\
ght:${o}px;background:${r}`,s.append(n);let i={width:e,height:o},c=w("svg",{...i,viewBox:`0 0 ${e} ${o}`}),d=w("foreignObject",{x:0,y:0,...i});return d.append(s),
c.append(d),{text:new XMLSerializer().serializeToString(c),width:e,height:o}}function Z(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function P(t,e){L(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)n[s].replaceWith(et(r));else if(r instanceof HTMLSelectElement){let i=a("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(i),L(
r,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?n[s].remove():(P(r,n[s]),r.
scrollTop&&tt(r.scrollTop,n[s]))})}function tt(t,e){let o=a("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function L(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let r of X)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function et(t){let e=a("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function ot(t,e){let{text:o,width:n,height:r}=J(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await s.decode();let i=a("canvas");i.width=n*e,i.height=r*e;let c=i.getContext("2d");return c.scale(e,e),c.drawImage(s,0,0),i}var nt=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function C(t,e){let o=await nt(await ot(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var rt=1500,st=6e3,it=1,R="dsv-kept-away",at="dsv-kept-came",A=new Set,M=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??e);
function I(t,e,o){let n,r=!1,s=()=>t.get("kept"),i=()=>{for(let l of M(s()))l.classList.add(R)},c=({animationName:l})=>{l===at&&i()};document.addEventListener("\
animationstart",c),A.add(s);let d=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!o()))try{let{kind:f,bytes:u}=await C(l,it);t.send({kept:f},void 0,
[u.buffer]),r=!0}catch(f){console.warn(`No picture of this view goes into the notebook: ${f}`)}};return{changed(){s()&&(i(),clearTimeout(n),n=setTimeout(d,r?st:
rt))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",c),A.delete(s),![...A].some(l=>l()===s()))for(let l of M(s()))l.classList.remove(
R)}}}var y=(t,e,o)=>Math.max(e,Math.min(o,t));function h(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var T=400;function U(t,e){let o=a("button","dsv-small dsv-numbers","numbers"),n=a("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the nu\
mbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&ct(
t,n,e()),r)}function ct(t,e,{columns:o,rows:n,note:r}){let s=b("dsv-table",o);for(let c of s.head.children)c.scope="col";for(let c of n.slice(0,T)){let d=a("tr");
d.style.cursor="default";for(let l of c)d.append(a("td","",lt(l)));s.rows.append(d)}let i=n.length>T?`The first ${T} of ${n.length} rows. `:"";e.replaceChildren(
a("div","dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function lt(t){return typeof t=="number"?Number.isInteger(t)?String(t):h(t,4):
String(t??"–")}var dt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",pt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},ft={expert:-1,entry:-1,hover_entry:-1},ut=["SELECT","INPUT","TEX\
TAREA"],H=t=>({initialize:S,render:e=>ht(e,t)});async function ht({model:t,el:e},o){let n=gt(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new N(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function mt(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[n,r]of Object.entries({...o?ft:{},...e}))t.set(n,r);t.save_changes()}function gt({title:t,aria:e}){let o=a("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=a("div","dsv-head"),r=a("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(a(
"span","dsv-title",t),a("span","dsv-space"));let s=a("div","dsv-look"),i=a("div","dsv-message"),c=a("div","dsv-body");return o.append(a("div","dsv-gone",dt),n,s,
r,i,c),{root:o,head:n,look:s,facts:r,message:i,body:c}}var N=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:i,message:c,body:d},l){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=i,this.body=d,this.#t=c,this.#r=l,this.own=void 0,this.tabled=l.table?U(this,()=>l.table(
this)):null,O(this,e.get("about"),f=>l.symbols?.(this,f)),this.kept=I(e,()=>n,()=>o.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(
()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=
60,this.kept.changed();let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":
"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,
console.error(i)}}pick(e){mt(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.
sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.
push(()=>e.removeEventListener(o,n,r))}#c(){let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(l,f,u)=>{l.on(f,u),this.#e.push(()=>l.off(f,u))};s(e,"change",
r),s(e,"msg:custom",r),s(o,"change",r);let i=()=>n.classList.toggle("gone",o.comm_live===!1);i(),s(o,"comm_live_update",i);let c=new MutationObserver(()=>{r(),setTimeout(
r,400)});c.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let d=new ResizeObserver(r);d.observe(n),this.#e.
push(()=>c.disconnect(),()=>d.disconnect())}#l(){this.listen(this.root,"focusin",bt,!0),this.listen(this.root,"keydown",e=>{if(ut.includes(e.target.tagName)||e.
ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(pt):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},bt=t=>{t.target.dataset.lmSuppressShortcuts="true"};function _(t,e,o){if(!o.length)return;let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[y(n+e,0,o.length-1)],expert:-1,entry:-1})}var W={sliding:"▭",csa:"▤",hca:"▦"};var yt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,xt=/<｜([^｜<>\n]*)｜>/g,wt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
kt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,vt=t=>t.replace(yt,kt),Et=t=>vt(t.replace(xt,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
At=t=>wt.test(t)?`⁨${t}⁩`:t;function g(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=Et(o)||"␣",r=[...n];return At(r.length>e?`${r.slice(
0,e-1).join("")}…`:n)}var D=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function Tt({body:t}){let e=a("div","dsv-note"),o=a("table","dsv-table dsv-lens");return t.
append(e,o),{words:e,grid:o}}var m=t=>t.model.get("table"),B=t=>(m(t).rows??[]).map(e=>e.layer);function Nt(t){let{words:e,grid:o}=t.own,n=m(t);if(!n.rows)return;
t.facts.replaceChildren("the next token after ",a("b","",`${n.token} “${g(n.piece,16)}”`),", layer by layer"),e.textContent=(n.partial?`${n.partial} `:"")+`\
“agrees” is how often a layer's first choice is the model's final one, over this text. Below ${Math.round(n.trusted*100)} % (⚠, hatched) its words are not t\
he model's opinion.`,n.rows[0]?.streams.length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let r=b("",["layer","agrees","likelies\
t next tokens, likeliest first"]);r.head.lastChild.style.textAlign="left",r.rows.append(...n.rows.map(s=>_t(t,s,n.trusted))),o.replaceChildren(...r.table.children),
t.root.drawn={token:n.token,words:n.rows.map(s=>s.words[0]),trust:n.rows.map(s=>s.trust),layers:n.rows.map(s=>s.layer)}}function _t(t,e,o){let n=a("tr",e.trust===
null||e.trust<o?"untrusted":"");n.classList.toggle("picked",e.layer===t.sel.get("layer"));let r=a("td","dsv-line");return r.style.textAlign="left",r.append(...e.
words.map((s,i)=>Ot(t,e,i))),e.words.length||r.append("not read for this token"),e.streams.length&&r.append($t(e)),n.append(a("td","",e.layer<0?"embedding":`${e.
layer} ${W[e.kind]??""}`),a("td","dsv-line",D(e.trust,o)),r),e.layer>=0&&n.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),n}function Ot(t,e,o){
let n=o===0&&e.agree,r=a("span",`dsv-chip${n?" agree":""}`);return r.style.background=`rgba(${x(t.root,"tint")}, ${.08+.5*y(e.probabilities[o],0,1)})`,r.append(
`${n?"✓ ":""}${g(e.words[o],14)} `,a("small","",h(e.probabilities[o]))),r}function $t(t){let e=a("div","dsv-alone");return t.streams.forEach(([o,n],r)=>{let s=a(
"span","",`${r}: ${g(o,10)} ${h(n)}`);s.title=`stream ${r} alone: “${o}” ${h(n,3)}`,o===t.words[0]&&s.classList.add("same"),e.append(s)}),e}function St(t){let e=m(
t);return{columns:["layer","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(o=>[o.layer<0?"embedding":o.layer,D(o.trust,
0),o.words[0],o.probabilities[0],o.words[1],o.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var Lt={title:"Lens",aria:"What each layer wou\
ld answer. Up and down move the layer, left and right the token.",keys:{ArrowUp:t=>_(t,-1,B(t)),ArrowDown:t=>_(t,1,B(t)),ArrowLeft:t=>t.pick({token:Math.max(0,(m(
t).token??0)-1)}),ArrowRight:t=>t.pick({token:(m(t).token??0)+1})},build:Tt,draw:Nt,table:St,symbols:(t,e)=>{let o=m(t).rows?.find(r=>r.layer===t.sel.get("layer"));
if(!o)return;let n=`${h(o.probabilities[0],3)} for “${g(o.words[0],16)}” after layer ${o.layer}`;return e==="p"?n:String(o.layer)}},ye=H(Lt);export{ye as default,D as trustWords};
