var x=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function i(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function w(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function b(t,e){let o=i("table",t),n=i("thead"),r=i("tr"),s=i("tbody");for(let a of e)r.append(i("th","",a));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}var B=["fill","outline","under","dotted","dashed","ramp"],D=["hatch","dots","dot","bar","tick","strike"],j=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function z(t,e){let o=i("span","dsv-mark-of"),[n,r]=t.split(" "),s=B.includes(n)&&r||D.includes(n),a=i(
"span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&a.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),a.setAttribute(
"aria-hidden",String(s)),o.append(a,e),o}function O(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=i("div","dsv-marks"),a=i("div","dsv-help"),c=i("button",
"dsv-small dsv-ask","?");c.type="button",c.title="what this view shows, and its equation",c.setAttribute("aria-label","explain this view"),c.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([l,d])=>z(l,d))),a.append(...e.explains.map(l=>i("p","",l))),e.equation&&a.
append(...K(t,e,o)),r.append(i("p","dsv-look-for",e.look_for),s,a),n.append(c),t.listen(c,"click",()=>{a.hidden=!a.hidden,c.setAttribute("aria-expanded",String(
!a.hidden))})}function K(t,e,o){let n=i("div","dsv-equation"),r=i("div","dsv-symbol-said","Point at a symbol for what it is here.");r.setAttribute("aria-live","\
polite");for(let s of e.equation.split(`
`)){let a=i("div");for(let{text:c,symbol:l}of j(s)){if(!l){a.append(c);continue}let d=i("span","dsv-symbol",c.replace(/_/g,"-"));d.tabIndex=0,d.setAttribute("ro\
le","button"),d.dataset.symbol=c;let f=()=>{let u=o(c),W=u?i("b","",` Here: ${u}.`):"";r.replaceChildren(i("i","",c.replace(/_/g,"-")),`: ${e.symbols[c]}.`,W),r.
dataset.symbol=c};for(let u of["mouseenter","focus","click"])t.listen(d,u,f);a.append(d)}n.append(a)}return[n,r]}function k(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var $=globalThis;$.dsvGains??=new WeakMap;var v=$.dsvGains;function F(t,e){let o=t.get(e);return v.get(o)?.whole??o}function V(t,e,o,n){let r=t.get(e),s=k(F(t,e)),
a=k(n);if(s.length!==o||!(r instanceof Object))return!1;let c=v.get(r);if(!c||c.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(s),c={room:l},
v.set(r,c)}return c.room.set(a,o),c.whole=c.room.subarray(0,o+a.length),!0}function _({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],c)=>!V(t,s,a,
n[c]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var E=8;var G="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-radi\
us border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-famil\
y font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-w\
idth min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-ali\
gn text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Y(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*E,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*E,n=t.cloneNode(!0);C(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=q(t),s=i("div");s.style.cssText=`padding:${E}px;box-sizing:border-box;width:${e}px;hei\
ght:${o}px;background:${r}`,s.append(n);let a={width:e,height:o},c=w("svg",{...a,viewBox:`0 0 ${e} ${o}`}),l=w("foreignObject",{x:0,y:0,...a});return l.append(s),
c.append(l),{text:new XMLSerializer().serializeToString(c),width:e,height:o}}function q(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function C(t,e){S(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)n[s].replaceWith(X(r));else if(r instanceof HTMLSelectElement){let a=i("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(a),S(
r,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?n[s].remove():(C(r,n[s]),r.
scrollTop&&Q(r.scrollTop,n[s]))})}function Q(t,e){let o=i("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.overflow=
"hidden"}function S(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let r of G)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function X(t){let e=i("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function J(t,e){let{text:o,width:n,height:r}=Y(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(o)}`,
await s.decode();let a=i("canvas");a.width=n*e,a.height=r*e;let c=a.getContext("2d");return c.scale(e,e),c.drawImage(s,0,0),a}var Z=(t,e)=>new Promise(o=>t.toBlob(
o,e,.85));async function P(t,e){let o=await Z(await J(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),bytes:new Uint8Array(
await o.arrayBuffer())}}var tt=1500,et=6e3,ot=1;function L(t,e,o){let n=i("style"),r,s=!1,a=()=>{let l=t.get("kept");n.textContent=l?`.${l}, .jp-OutputArea-child:has(.${l}) { display: \
none !important; }`:"",l&&!n.isConnected&&document.head.append(n)},c=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!o()))try{let{kind:d,bytes:f}=await P(
l,ot);t.send({kept:d},void 0,[f.buffer]),s=!0}catch(d){console.warn(`No picture of this view goes into the notebook: ${d}`)}};return{changed(){t.get("kept")&&(a(),
clearTimeout(r),r=setTimeout(c,s?et:tt))},clean(){clearTimeout(r),n.remove()}}}var y=(t,e,o)=>Math.max(e,Math.min(o,t));function h(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var A=400;function R(t,e){let o=i("button","dsv-small dsv-numbers","numbers"),n=i("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the nu\
mbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&nt(
t,n,e()),r)}function nt(t,e,{columns:o,rows:n,note:r}){let s=b("dsv-table",o);for(let c of s.head.children)c.scope="col";for(let c of n.slice(0,A)){let l=i("tr");
l.style.cursor="default";for(let d of c)l.append(i("td","",rt(d)));s.rows.append(l)}let a=n.length>A?`The first ${A} of ${n.length} rows. `:"";e.replaceChildren(
i("div","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function rt(t){return typeof t=="number"?Number.isInteger(t)?String(t):h(t,4):
String(t??"–")}var st="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",it={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},at={expert:-1,entry:-1,hover_entry:-1},ct=["SELECT","INPUT","TEX\
TAREA"],I=t=>({initialize:_,render:e=>lt(e,t)});async function lt({model:t,el:e},o){let n=pt(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new T(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function dt(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[n,r]of Object.entries({...o?at:{},...e}))t.set(n,r);t.save_changes()}function pt({title:t,aria:e}){let o=i("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=i("div","dsv-head"),r=i("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(i(
"span","dsv-title",t),i("span","dsv-space"));let s=i("div","dsv-look"),a=i("div","dsv-message"),c=i("div","dsv-body");return o.append(i("div","dsv-gone",st),n,s,
r,a,c),{root:o,head:n,look:s,facts:r,message:a,body:c}}var T=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:a,message:c,body:l},d){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=a,this.body=l,this.#t=c,this.#r=d,this.own=void 0,this.tabled=d.table?R(this,()=>d.table(
this)):null,O(this,e.get("about"),f=>d.symbols?.(this,f)),this.kept=L(e,()=>n,()=>o.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(
()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=
60,this.kept.changed();let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":
"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,
console.error(a)}}pick(e){dt(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.
sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.
push(()=>e.removeEventListener(o,n,r))}#c(){let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(d,f,u)=>{d.on(f,u),this.#e.push(()=>d.off(f,u))};s(e,"change",
r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let c=new MutationObserver(()=>{r(),setTimeout(
r,400)});c.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(n),this.#e.
push(()=>c.disconnect(),()=>l.disconnect())}#l(){this.listen(this.root,"focusin",ft,!0),this.listen(this.root,"keydown",e=>{if(ct.includes(e.target.tagName)||e.
ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(it):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},ft=t=>{t.target.dataset.lmSuppressShortcuts="true"};function N(t,e,o){if(!o.length)return;let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[y(n+e,0,o.length-1)],expert:-1,entry:-1})}var M={sliding:"▭",csa:"▤",hca:"▦"};var ut=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,ht=/<｜([^｜<>\n]*)｜>/g,mt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
gt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,bt=t=>t.replace(ut,gt),yt=t=>bt(t.replace(ht,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
xt=t=>mt.test(t)?`⁨${t}⁩`:t;function g(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=yt(o)||"␣",r=[...n];return xt(r.length>e?`${r.slice(
0,e-1).join("")}…`:n)}var H=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function wt({body:t}){let e=i("div","dsv-note"),o=i("table","dsv-table dsv-lens");return t.
append(e,o),{words:e,grid:o}}var m=t=>t.model.get("table"),U=t=>(m(t).rows??[]).map(e=>e.layer);function kt(t){let{words:e,grid:o}=t.own,n=m(t);if(!n.rows)return;
t.facts.replaceChildren("the next token after ",i("b","",`${n.token} “${g(n.piece,16)}”`),", layer by layer"),e.textContent=(n.partial?`${n.partial} `:"")+`\
“agrees” is how often a layer's first choice is the model's final one, over this text. Below ${Math.round(n.trusted*100)} % (⚠, hatched) its words are not t\
he model's opinion.`,n.rows[0]?.streams.length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let r=b("",["layer","agrees","likelies\
t next tokens, likeliest first"]);r.head.lastChild.style.textAlign="left",r.rows.append(...n.rows.map(s=>vt(t,s,n.trusted))),o.replaceChildren(...r.table.children),
t.root.drawn={token:n.token,words:n.rows.map(s=>s.words[0]),trust:n.rows.map(s=>s.trust),layers:n.rows.map(s=>s.layer)}}function vt(t,e,o){let n=i("tr",e.trust===
null||e.trust<o?"untrusted":"");n.classList.toggle("picked",e.layer===t.sel.get("layer"));let r=i("td","dsv-line");return r.style.textAlign="left",r.append(...e.
words.map((s,a)=>Et(t,e,a))),e.words.length||r.append("not read for this token"),e.streams.length&&r.append(At(e)),n.append(i("td","",e.layer<0?"embedding":`${e.
layer} ${M[e.kind]??""}`),i("td","dsv-line",H(e.trust,o)),r),e.layer>=0&&n.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),n}function Et(t,e,o){
let n=o===0&&e.agree,r=i("span",`dsv-chip${n?" agree":""}`);return r.style.background=`rgba(${x(t.root,"tint")}, ${.08+.5*y(e.probabilities[o],0,1)})`,r.append(
`${n?"✓ ":""}${g(e.words[o],14)} `,i("small","",h(e.probabilities[o]))),r}function At(t){let e=i("div","dsv-alone");return t.streams.forEach(([o,n],r)=>{let s=i(
"span","",`${r}: ${g(o,10)} ${h(n)}`);s.title=`stream ${r} alone: “${o}” ${h(n,3)}`,o===t.words[0]&&s.classList.add("same"),e.append(s)}),e}function Tt(t){let e=m(
t);return{columns:["layer","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(o=>[o.layer<0?"embedding":o.layer,H(o.trust,
0),o.words[0],o.probabilities[0],o.words[1],o.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var Nt={title:"Lens",aria:"What each layer wou\
ld answer. Up and down move the layer, left and right the token.",keys:{ArrowUp:t=>N(t,-1,U(t)),ArrowDown:t=>N(t,1,U(t)),ArrowLeft:t=>t.pick({token:Math.max(0,(m(
t).token??0)-1)}),ArrowRight:t=>t.pick({token:(m(t).token??0)+1})},build:wt,draw:kt,table:Tt,symbols:(t,e)=>{let o=m(t).rows?.find(r=>r.layer===t.sel.get("layer"));
if(!o)return;let n=`${h(o.probabilities[0],3)} for “${g(o.words[0],16)}” after layer ${o.layer}`;return e==="p"?n:String(o.layer)}},he=I(Nt);export{he as default,H as trustWords};
