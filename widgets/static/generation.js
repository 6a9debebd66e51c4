function i(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function g(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function T(t,e){let o=i("table",t),n=i("thead"),r=i("tr"),s=i("tbody");for(let a of e)r.append(i("th","",a));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}var z=["fill","outline","under","dotted","dashed","ramp"],F=["hatch","dots","dot","bar","tick","strike"],K=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function V(t,e){let o=i("span","dsv-mark-of"),[n,r]=t.split(" "),s=z.includes(n)&&r||F.includes(n),a=i(
"span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&a.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),a.setAttribute(
"aria-hidden",String(s)),o.append(a,e),o}function $(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=i("div","dsv-marks"),a=i("div","dsv-help"),c=i("button",
"dsv-small dsv-ask","?");c.type="button",c.title="what this view shows, and its equation",c.setAttribute("aria-label","explain this view"),c.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([l,d])=>V(l,d))),a.append(...e.explains.map(l=>i("p","",l))),e.equation&&a.
append(...q(t,e,o)),r.append(i("p","dsv-look-for",e.look_for),s,a),n.append(c),t.listen(c,"click",()=>{a.hidden=!a.hidden,r.classList.toggle("explained",!a.hidden),
c.setAttribute("aria-expanded",String(!a.hidden))})}function q(t,e,o){let n=i("div","dsv-equation"),r=i("div","dsv-symbol-said","Point at a symbol for what it i\
s here.");r.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let a=i("div");for(let{text:c,symbol:l}of K(s)){if(!l){a.append(c);continue}let d=i("span","dsv-symbol",c.replace(/_/g,"-"));d.tabIndex=0,d.setAttribute("ro\
le","button"),d.dataset.symbol=c;let u=()=>{let h=o(c),j=h?i("b","",` Here: ${h}.`):"";r.replaceChildren(i("i","",c.replace(/_/g,"-")),`: ${e.symbols[c]}.`,j),r.
dataset.symbol=c};for(let h of["mouseenter","focus","click"])t.listen(d,h,u);a.append(d)}n.append(a)}return[n,r]}function w(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var _=globalThis;_.dsvGains??=new WeakMap;var y=_.dsvGains;function G(t,e){let o=t.get(e);return y.get(o)?.whole??o}function Y(t,e,o,n){let r=t.get(e),s=w(G(t,e)),
a=w(n);if(s.length!==o||!(r instanceof Object))return!1;let c=y.get(r);if(!c||c.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(s),c={room:l},
y.set(r,c)}return c.room.set(a,o),c.whole=c.room.subarray(0,o+a.length),!0}async function Q(t,e,o){let n=await Promise.all(e.map(async([s])=>t.widget_manager.get_model(
s)).map(s=>s.catch(()=>null))),r=0;for(let[s,[,a,c]]of e.entries()){let l=o.slice(r,r+c);r+=c,n[s]?._handle_comm_msg({content:{data:a},buffers:l,parent_header:{}})}}
function N({model:t}){let e=(o,n)=>{if(o?.frame)return void Q(t,o.frame,n);let r=(o?.gained??[]).filter(([s,a],c)=>!Y(t,s,a,n[c]));r.length&&t.send({whole:r.map(
([s])=>s)})};t.on("msg:custom",e)}var x=8;var X="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-radi\
us border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-famil\
y font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-w\
idth min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-ali\
gn text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function J(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*x,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*x,n=t.cloneNode(!0);S(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=Z(t),s=i("div");s.style.cssText=`padding:${x}px;box-sizing:border-box;width:${e}px;hei\
ght:${o}px;background:${r}`,s.append(n);let a={width:e,height:o},c=g("svg",{...a,viewBox:`0 0 ${e} ${o}`}),l=g("foreignObject",{x:0,y:0,...a});return l.append(s),
c.append(l),{text:new XMLSerializer().serializeToString(c),width:e,height:o}}function Z(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function S(t,e){O(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)n[s].replaceWith(et(r));else if(r instanceof HTMLSelectElement){let a=i("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(a),O(
r,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?n[s].remove():(S(r,n[s]),r.
scrollTop&&tt(r.scrollTop,n[s]))})}function tt(t,e){let o=i("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function O(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let r of X)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function et(t){let e=i("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function ot(t,e){let{text:o,width:n,height:r}=J(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await s.decode();let a=i("canvas");a.width=n*e,a.height=r*e;let c=a.getContext("2d");return c.scale(e,e),c.drawImage(s,0,0),a}var nt=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function C(t,e){let o=await nt(await ot(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var rt=1500,st=6e3,it=1,P="dsv-kept-away",at="dsv-kept-came",v=new Set,R=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??e);
function L(t,e,o){let n,r=!1,s=()=>t.get("kept"),a=()=>{for(let d of R(s()))d.classList.add(P)},c=({animationName:d})=>{d===at&&a()};document.addEventListener("\
animationstart",c),v.add(s);let l=async()=>{let d=e();if(!(!d?.clientWidth||document.hidden||!o()))try{let{kind:u,bytes:h}=await C(d,it);t.send({kept:u},void 0,
[h.buffer]),r=!0}catch(u){console.warn(`No picture of this view goes into the notebook: ${u}`)}};return{changed(){s()&&(a(),clearTimeout(n),n=setTimeout(l,r?st:
rt))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",c),v.delete(s),![...v].some(d=>d()===s()))for(let d of R(s()))d.classList.remove(
P)}}}var k=(t,e,o)=>Math.max(e,Math.min(o,t));function I(t,e,o){return o>e?k((t-e)/(o-e),0,1):t>=o?1:0}function f(t,e=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var E=400;function M(t,e){let o=i("button","dsv-small dsv-numbers","numbers"),n=i("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the nu\
mbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&ct(
t,n,e()),r)}function ct(t,e,{columns:o,rows:n,note:r}){let s=T("dsv-table",o);for(let c of s.head.children)c.scope="col";for(let c of n.slice(0,E)){let l=i("tr");
l.style.cursor="default";for(let d of c)l.append(i("td","",dt(d)));s.rows.append(l)}let a=n.length>E?`The first ${E} of ${n.length} rows. `:"";e.replaceChildren(
i("div","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function dt(t){return typeof t=="number"?Number.isInteger(t)?String(t):f(t,4):
String(t??"–")}var lt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",pt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},ut={expert:-1,entry:-1,hover_entry:-1},ft=["SELECT","INPUT","TEX\
TAREA"],U=t=>({initialize:N,render:e=>ht(e,t)});async function ht({model:t,el:e},o){let n=bt(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new A(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function mt(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[n,r]of Object.entries({...o?ut:{},...e}))t.set(n,r);t.save_changes()}function bt({title:t,aria:e}){let o=i("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=i("div","dsv-head"),r=i("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(i(
"span","dsv-title",t),i("span","dsv-space"));let s=i("div","dsv-look"),a=i("div","dsv-message"),c=i("div","dsv-body");return o.append(i("div","dsv-gone",lt),n,s,
r,a,c),{root:o,head:n,look:s,facts:r,message:a,body:c}}var A=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:a,message:c,body:l},d){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=a,this.body=l,this.#t=c,this.#r=d,this.own=void 0,this.tabled=d.table?M(this,()=>d.table(
this)):null,$(this,e.get("about"),u=>d.symbols?.(this,u)),this.kept=L(e,()=>n,()=>o.comm_live!==!1),this.#c(),this.#d()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(
()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=
60,this.kept.changed();let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":
"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,
console.error(a)}}pick(e){mt(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.
sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.
push(()=>e.removeEventListener(o,n,r))}#c(){let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(d,u,h)=>{d.on(u,h),this.#e.push(()=>d.off(u,h))};s(e,"change",
r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let c=new MutationObserver(()=>{r(),setTimeout(
r,400)});c.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(n),this.#e.
push(()=>c.disconnect(),()=>l.disconnect())}#d(){this.listen(this.root,"focusin",gt,!0),this.listen(this.root,"keydown",e=>{if(ft.includes(e.target.tagName)||e.
ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(pt):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},gt=t=>{t.target.dataset.lmSuppressShortcuts="true"};var wt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,yt=/<｜([^｜<>\n]*)｜>/g,xt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
vt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,kt=t=>t.replace(wt,vt),W=t=>kt(t.replace(yt,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
Et=t=>xt.test(t)?`⁨${t}⁩`:t,B=t=>W(t.replace(/\n/g,"⏎"));function m(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,
"·"),n=W(o)||"␣",r=[...n];return Et(r.length>e?`${r.slice(0,e-1).join("")}…`:n)}var H="outside the nucleus: this run could not have drawn it",At="put here by a branch: outside the nucleus, this run could not have drawn it";function Tt({body:t}){
let e=i("div"),o=i("div","dsv-note"),n=i("div","dsv-drafts"),r=i("div","dsv-beside");return t.append(e,o,n,r),{list:e,draft:o,around:n,pair:r,requests:0}}var b=t=>t.
model.get("table");function $t(t){let{model:e}=t,{draft:o}=t.own,n=b(t);if(!n.rows)return;t.facts.replaceChildren("at position ",i("b","",`${n.token}`),_t(n)),Nt(
t,n,n.rows);let r=n.draft?`The draft (MTP) block had proposed “${m(n.draft.word,18)}” with probability ${f(n.draft.probability,2)}, before the trunk read th\
e token before it.`:n.no_draft,s=Math.round(100*n.accepted/n.proposed),a=`Of ${n.proposed} proposals for generated tokens, ${n.accepted} came (${s} %).`;o.replaceChildren(
i("div","",r),i("div","",n.proposed?a:"")),St(t,n),Ct(t),t.root.drawn={said:r,never:n.rows.filter(c=>c.drawable===!1).map(c=>c.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:n.token,words:n.rows.map(c=>c.word),probabilities:n.rows.map(c=>c.probability),came:n.rows.findIndex(c=>c.came),
draft:n.draft}}function _t(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function Nt(t,e,o){let{list:n}=t.own;if(!o.length){n.replaceChildren(i("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let r=i("table","dsv-table"),s=i("tbody");s.append(
...o.map(d=>Ot(t,e,d))),r.append(s);let a=e.temperature===null?" and top-p":` (${f(e.temperature,2)}) and top-p (${f(e.top_p,2)})`,c=o.some(d=>d.drawable===!1)?
`; struck through: ${H.replace(":",",")}`:"",l=`Probabilities of the model itself, before temperature${a}${c}.`;n.replaceChildren(r,i("div","dsv-note",l))}function Ot(t,e,o){
let n=i("tr",`${o.came?"picked":""}${o.drawable===!1?" never":""}`),r=i("span","dsv-bar"),s=i("td"),a=i("td","",`${o.came?"✓ ":""}“${m(o.word,18)}”`),c=i(
"td");if(o.drawable===!1&&(n.title=o.came?At:H),r.style.width=`${Math.max(1,k(o.probability,0,1)*180)}px`,s.style.textAlign=a.style.textAlign="left",s.append(r),
t.model.get("can_branch")&&!o.came&&e.token>0){let l=i("button","dsv-small","branch here");l.title=`Go on from position ${e.token} with “${m(o.word,40)}” inst\
ead`,l.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:o.id,n:++t.own.requests})}),c.append(l)}return n.append(a,i("td","",f(o.probability,
3)),s,c),n}function St(t,e){let{around:o}=t.own,n=t.model.get("drafts").rows??[];o.style.display=n.some(r=>r.proposed!==null)?"":"none",o.replaceChildren(...n.map(
r=>{let s=i("button",`dsv-draft${r.token===e.token?" picked":""}${r.agree?" agree":""}`);return s.title=r.proposed===null?`token ${r.token}: no proposal is know\
n`:`token ${r.token}: proposed “${m(r.proposed,40)}”, came “${m(r.came,40)}”`,s.append(i("span","",r.proposed===null?"–":`${r.agree?"✓":"✗"} ${m(r.
proposed,9)}`),i("b","",m(r.came,9))),s.addEventListener("click",()=>t.pick({token:r.token})),s}))}function Ct(t){let{pair:e}=t.own,o=t.model.get("beside");if(e.
replaceChildren(),!o?.runs)return;let n=i("div","dsv-uses");n.append(...o.runs.map(Pt));let r=`The two runs from token ${o.parting} on, darker where a token was\
 less expected:`;e.append(i("div","dsv-note",r),n)}function Pt(t){let e=i("div"),o=i("div","dsv-run"),n=i("div","dsv-note"),r=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";n.append(i("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${f(t.mean)} nats e\
ach${r}`);for(let[s,a]of t.words){let c=i("span",a===null?"none":"",B(s));c.title=a===null?"not captured":`${f(-a)} nats`,a!==null&&(c.style.background=`rgba(va\
r(--dsv-tint), ${(.6*I(-a,0,8)).toFixed(3)})`),o.append(c)}return t.tokens>t.words.length&&o.append(" …"),e.append(n,o),e}function Rt(t){let e=b(t);return{columns:[
"token","probability","came","could be drawn"],rows:(e.rows??[]).map(o=>[o.word,o.probability,o.came?"yes":"",o.drawable===null?null:o.drawable?"yes":"no"]),note:`\
What could have come at position ${e.token}.`}}var D=t=>e=>e.pick({token:Math.max(0,(b(e).token??0)+t)}),Lt={title:"What could have come",aria:"Alternatives at \
the chosen position. Left and right move the token.",keys:{ArrowLeft:D(-1),ArrowRight:D(1)},build:Tt,draw:$t,table:Rt,symbols:(t,e)=>{let o=b(t),r={p:o.rows?.find(
s=>s.came)?.probability,T:o.temperature,top_p:o.top_p}[e];return typeof r=="number"?`${f(r,3)} at position ${o.token}`:void 0}},he=U(Lt);export{he as default};
