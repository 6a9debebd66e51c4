function B(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function st(t,e){let o=B(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var U=t=>st(t,Float32Array),H=t=>st(t,Int32Array);function R(t){let e=null,o;return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var k=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function it(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function Bt(t,e,o){let n=it(t),r=it(e);return n.map((s,i)=>Math.round(s+(r[i]-s)*o))}var G=(t,e,o)=>`rgb(${Bt(t,e,
o).join(",")})`;function d(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function K(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function at(t,e){let o=d("o\
ption","",e);return o.value=String(t),o}function j(t,e){let o=d("table",t),n=d("thead"),r=d("tr"),s=d("tbody");for(let i of e)r.append(d("th","",i));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}function C(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.max(1,Math.round(o*n));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let i=lt(t);return i.setTransform(n,0,0,n,0,0),i.clearRect(0,0,e,o),i}var lt=t=>t.
getContext("2d");function Ut(t,e){let o=document.createElement("canvas");return o.width=t,o.height=e,o}function V(t,e,o=5){let n=Ut(o,o),r=lt(n);return r.strokeStyle=
e,r.lineWidth=1,r.beginPath(),r.moveTo(0,o),r.lineTo(o,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(o-1,o+1),r.lineTo(o+1,o-1),r.stroke(),t.createPattern(n,"repeat")}
function q(t,e,o,n,r,s){t.fillStyle=V(t,k(e,"none"),5),t.fillRect(o,n,r,s)}var N=(t,e,o)=>Math.max(e,Math.min(o,t));function v(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function W(t,e,o,n){let r=d("select");r.setAttribute("aria-label",o),r.dataset.trait=e,ct(r,n);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",
()=>{t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:a=>{a&&ct(r,a),r.value=String(t.model.get(e))}}}function ct(t,e){let o=JSON.stringify(e);t.
dataset.options!==o&&(t.replaceChildren(...e.map(([n,r])=>at(n,r))),t.dataset.options=o)}function dt(t,e,o,n,r){let s=null,i=c=>c.clientX-e.getBoundingClientRect().
left-o()[0],a=c=>N(i(c)/Math.max(o()[1],1),0,1);t.listen(e,"pointerdown",c=>{let l=i(c);l<0||l>o()[1]||(s=a(c),e.setPointerCapture?.(c.pointerId))}),t.listen(e,
"pointermove",c=>{s!==null&&n(Math.min(s,a(c)),Math.max(s,a(c)))}),t.listen(e,"pointerup",c=>{if(s===null)return;let l=s,f=a(c);s=null,r(Math.min(l,f),Math.max(
l,f))}),t.listen(e,"pointercancel",()=>{s=null})}function Ht(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}
function pt(t,e){let o=0,n=()=>{if(performance.now()>o)return;let s=Ht(t.root),i=s===document.scrollingElement,a=i?window.innerHeight:s.getBoundingClientRect().
bottom,c=i?0:s.getBoundingClientRect().top,l=e.getBoundingClientRect(),f=t.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight??0,u=t.root.querySelector(
".dsv-controls")?.offsetHeight??0,m=l.top-c-f-u-12;l.bottom>a&&(s.scrollTop+=Math.max(0,Math.min(l.bottom-a+8,m)))},r=()=>{o=0};return n.ask=()=>{o=performance.
now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!=="SELECT"&&r()}),n}var $=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var jt=["fill","outline","under","dotted","dashed","ramp"],qt=["hatch","dots","dot","bar","tick","strike"],Dt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function zt(t,e){let o=d("span","dsv-mark-of"),[n,r]=t.split(" "),s=jt.includes(n)&&r||qt.includes(n),
i=d("span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&i.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),i.setAttribute(
"aria-hidden",String(s)),o.append(i,e),o}function ft(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=d("div","dsv-marks"),i=d("div","dsv-help"),a=d("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...e.marks.map(([c,l])=>zt(c,l))),i.append(...e.explains.map(c=>d("p","",c))),e.equation&&
i.append(...Ft(t,e,o)),r.append(d("p","dsv-look-for",e.look_for),s,i),n.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,r.classList.toggle("explained",!i.hidden),
a.setAttribute("aria-expanded",String(!i.hidden))})}function Ft(t,e,o){let n=d("div","dsv-equation"),r=d("div","dsv-symbol-said","Point at a symbol for what it \
is here.");r.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let i=d("div");for(let{text:a,symbol:c}of Dt(s)){if(!c){i.append(a);continue}let l=d("span","dsv-symbol",a.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("r\
ole","button"),l.dataset.symbol=a;let f=()=>{let u=o(a),m=u?d("b","",` Here: ${u}.`):"";r.replaceChildren(d("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,m),
r.dataset.symbol=a};for(let u of["mouseenter","focus","click"])t.listen(l,u,f);i.append(l)}n.append(i)}return[n,r]}var ut=globalThis;ut.dsvGains??=new WeakMap;var X=ut.dsvGains;function Yt(t,e){let o=t.get(e);return X.get(o)?.whole??o}function Gt(t,e,o,n){let r=t.get(e),s=B(
Yt(t,e)),i=B(n);if(s.length!==o||!(r instanceof Object))return!1;let a=X.get(r);if(!a||a.room.length<o+i.length){let c=new Uint8Array(2*(o+i.length));c.set(s),a=
{room:c},X.set(r,a)}return a.room.set(i,o),a.whole=a.room.subarray(0,o+i.length),!0}function ht({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,i],a)=>!Gt(
t,s,i,n[a]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var Q=8;var Kt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Vt(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*Q,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*Q,n=t.cloneNode(!0);gt(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=Xt(t),s=d("div");s.style.cssText=`padding:${Q}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${r}`,s.append(n);let i={width:e,height:o},a=K("svg",{...i,viewBox:`0 0 ${e} ${o}`}),c=K("foreignObject",{x:0,y:0,...i});return c.append(
s),a.append(c),{text:new XMLSerializer().serializeToString(a),width:e,height:o}}function Xt(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function gt(t,e){mt(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)n[s].replaceWith(Zt(r));else if(r instanceof HTMLSelectElement){let i=d("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(i),mt(
r,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?n[s].remove():(gt(r,n[s]),
r.scrollTop&&Qt(r.scrollTop,n[s]))})}function Qt(t,e){let o=d("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function mt(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let r of Kt)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function Zt(t){let e=d("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function Jt(t,e){let{text:o,width:n,height:r}=Vt(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await s.decode();let i=d("canvas");i.width=n*e,i.height=r*e;let a=i.getContext("2d");return a.scale(e,e),a.drawImage(s,0,0),i}var te=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function bt(t,e){let o=await te(await Jt(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var ee=1500,oe=6e3,ne=1,yt="dsv-kept-away",re="dsv-live",se="dsv-kept-came",xt=0,kt=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-\
child")??e);function wt(t,e,o){let n,r=!1,s=()=>{e()?.closest(".jp-OutputArea-output")?.classList.add(re);for(let c of kt(t.get("kept")))c.classList.add(yt)},i=({
animationName:c})=>{c===se&&t.get("kept")&&s()};document.addEventListener("animationstart",i),xt++;let a=async()=>{let c=e();if(!(!c?.clientWidth||document.hidden||
!o()))try{let{kind:l,bytes:f}=await bt(c,ne);t.send({kept:l},void 0,[f.buffer]),r=!0}catch(l){console.warn(`No picture of this view goes into the notebook: ${l}`)}};
return{changed(){t.get("kept")&&(s(),clearTimeout(n),n=setTimeout(a,r?oe:ee))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",i),!(--xt>
0))for(let c of kt(t.get("kept")))c.classList.remove(yt)}}}var Z=400;function vt(t,e){let o=d("button","dsv-small dsv-numbers","numbers"),n=d("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&ie(
t,n,e()),r)}function ie(t,e,{columns:o,rows:n,note:r}){let s=j("dsv-table",o);for(let a of s.head.children)a.scope="col";for(let a of n.slice(0,Z)){let c=d("tr");
c.style.cursor="default";for(let l of a)c.append(d("td","",ae(l)));s.rows.append(c)}let i=n.length>Z?`The first ${Z} of ${n.length} rows. `:"";e.replaceChildren(
d("div","dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function ae(t){return typeof t=="number"?Number.isInteger(t)?String(t):v(t,4):
String(t??"–")}var le="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",ce={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},de={expert:-1,entry:-1,hover_entry:-1},pe=["SELECT","INPUT","TEX\
TAREA"],Et=t=>({initialize:ht,render:e=>fe(e,t)});async function fe({model:t,el:e},o){let n=he(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new J(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function ue(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,r]of Object.entries({...o?de:{},...e}))t.set(n,r);t.save_changes()}function he({title:t,aria:e}){let o=d("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=d("div","dsv-head"),r=d("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(d(
"span","dsv-title",t),d("span","dsv-space"));let s=d("div","dsv-look"),i=d("div","dsv-message"),a=d("div","dsv-body");return o.append(d("div","dsv-gone",le),n,s,
r,i,a),{root:o,head:n,look:s,facts:r,message:i,body:a}}var J=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:i,message:a,body:c},l){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=i,this.body=c,this.#t=a,this.#r=l,this.own=void 0,this.tabled=l.table?vt(this,()=>l.table(
this)):null,ft(this,e.get("about"),f=>l.symbols?.(this,f)),this.kept=wt(e,()=>n,()=>o.comm_live!==!1),this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){ue(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n===
"hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(
o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#l(){let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(l,f,u)=>{l.on(f,u),this.#e.push(()=>l.off(f,u))};
s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let i=()=>n.classList.toggle("gone",o.comm_live===!1);i(),s(o,"comm_live_update",i);let a=new MutationObserver(
()=>{r(),setTimeout(r,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.
observe(n),this.#e.push(()=>a.disconnect(),()=>c.disconnect())}#c(){this.listen(this.root,"focusin",me,!0),this.listen(this.root,"keydown",e=>{if(pe.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(ce):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},me=t=>{t.target.dataset.lmSuppressShortcuts="true"};function tt(t,e,o){if(!o.length)return;let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[N(n+e,0,o.length-1)],expert:-1,entry:-1})}var Nt={sliding:"▭",csa:"▤",hca:"▦"};var P=16,M=7,D=300,Tt=238,O=84;function At(t,e){let{body:o,root:n,own:r}=t,s=Math.max(200,o.clientWidth-2),i=C(r.range,s,17),a=s-O-4;i.font=$(),i.textBaseline="\
middle",i.fillStyle=k(n,"quiet"),i.fillText("brush tokens",2,8),i.fillStyle=k(n,"line"),i.fillRect(O,3,a,11);let[c,l]=r.dragging??(e.first>=0?[e.first,e.last]:[
-1,-1]),f=h=>O+a*h/Math.max(e.tokens,1);c>=0&&(i.fillStyle=`rgba(${k(n,"tint")}, 0.75)`,i.fillRect(f(c),3,Math.max(2,f(l+1)-f(c)),11)),i.fillStyle=k(n,"ink");let u=c>=
0?`${c} to ${l}`:`all ${e.tokens} tokens`,m=i.measureText(u).width;i.fillText(u,N(c>=0?f(c)+3:O+4,O,O+a-m),9)}function $t(t,{facts:e,layers:o,summary:n},r){let{
root:s,model:i,sel:a,own:c}=t,l=C(c.side,r,et(t));l.font=$(),l.textBaseline="middle",l.fillStyle=k(s,"quiet"),l.fillText("layer",4,8),l.fillText("max/mean",92,8),
l.fillText("Gini",158,8),l.fillText(r===D?"effective experts":"effect.",194,8);for(let[f,u]of o.entries()){let m=P+f*c.place.tall+c.place.tall/2,h=u===a.get("la\
yer"),[p,g,b,w,E]=n.subarray(M*f,M*f+5);l.fillStyle=k(s,h?"chosen":"ink"),l.font=$(h);let T=Nt[i.get("attention_kinds")[f]]??"";l.fillText(`${u} ${T} ${i.get("k\
inds")[f]==="hash"?"☷ table":"scores"}`,4,m),l.fillStyle=k(s,"ink"),l.font=$(),l.fillText(v(p),100,m),l.fillText(v(g),158,m),l.fillText(v(b,1),194,m),r===D&&ge(
l,s,m,[b,w,E].map(y=>y/e.experts))}}function ge(t,e,o,[n,r,s]){let i=a=>228+66*N(a,0,1);if(t.strokeStyle=k(e,"line"),t.beginPath(),t.moveTo(i(0),o),t.lineTo(i(1),
o),t.stroke(),Number.isNaN(n)){q(t,e,i(0),o-4,66,8);return}Number.isNaN(r)||(t.strokeStyle=k(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(i(r),o),t.lineTo(i(s),
o),t.stroke(),t.lineWidth=1),t.fillStyle=k(e,"ink"),t.fillRect(i(n)-1,o-5,2,10)}function St(t,{facts:e,layers:o,counts:n,tokens:r,summary:s,brushed:i,here:a,elsewhere:c}){
let{sel:l,facts:f,own:u}=t,m=o.indexOf(l.get("layer")),h=m>=0&&l.get("expert")>=0?{row:m,expert:l.get("expert")}:null,p=u.hovered??h;if(f.replaceChildren(),!p){
let w=0,E=0;for(let y=0;y<o.length;y++)w+=s[M*y+5]||0,E+=s[M*y+6]||0;let T=i?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;f.append(`${T}, ${e.slots}\
 of ${e.experts} experts each: `,d("b","",`${w} never chosen`),`, ${v(E,1)} would be by chance`);return}let g=r[2*p.row],b=a(p.row,p.expert);f.append(`layer ${o[p.
row]}, expert ${p.expert}: `,d("b","",Number.isNaN(b)?"not captured":`${v(b)} × even use`),` (${n[p.row*e.experts+p.expert]} of ${g} tokens, even ${v(g*e.slots/
e.experts,1)})`),i&&f.append(`, in the rest ${v(c(p.row,p.expert))} ×`)}function Ot({root:t,model:e},o){let n=d("span","dsv-ramp");n.style.display="inline-bloc\
k",n.style.width="90px",n.style.verticalAlign="middle";let r=["less","even","more"].map(i=>k(t,i));n.style.background=`linear-gradient(90deg, ${r.join(", ")})`;
let s=e.get("against")==="rest"&&o.first>=0?"the rest":"even use";return["¼ or less ",n,` 4 times or more · low tile: below ${s} · full tile: above · dot: nev\
er chosen · hatched: not captured · effective experts: of ${o.draws} choices, with 5 to 95 %`]}var et=({model:t,own:e})=>P+t.get("layers").length*e.place.tall+
2;var be=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,ye=/<｜([^｜<>\n]*)｜>/g,xe=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
ke=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,we=t=>t.replace(be,ke),ve=t=>we(t.replace(ye,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
Mt=t=>xe.test(t)?`⁨${t}⁩`:t;function z(t,e,o=!1){let n=[...ve(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];return n.length<=e?Mt(n.join("")):Mt(o?`…${n.slice(1-e).join("")}`:`${n.slice(
0,e-1).join("")}…`)}var Ee=2,L=32,ot=(t,e,o,n)=>e>0?t*n/(e*o):Number.NaN;function _t(t,e){let o=Array.from(t.keys());return e==="load"?o.sort((n,r)=>t[r]-t[n]||n-r):o}var nt=t=>t>0?
N(Math.log2(t)/Ee,-1,1):-1;function F(t,e,o,n,r,s,i){let a=nt(s),c=a<-1e-9?Math.max(2,r*(1+.5*a)):r;t.fillStyle=i(a),t.fillRect(e,o+(r-c)/2,n,c)}function Y(t){let e=k(
t,"less"),o=k(t,"even"),n=k(t,"more"),r=Array.from({length:2*L+1},(s,i)=>i<L?G(o,e,(L-i)/L):G(o,n,(i-L)/L));return s=>r[Math.round((N(s,-1,1)+1)*L)]}var Ne="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",Te="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function Rt(t,e){
let{model:o,sel:n}=t,{low:r}=t.own,s=o.get("panel");r.replaceChildren(),s==="ranks"?Se(t):o.get("layers").includes(n.get("layer"))?s==="together"?$e(t,e):Ae(t,o.
get("detail")):r.append(d("div","dsv-note",`Layer ${n.get("layer")} was not captured; click a row of the map.`))}function Ae(t,e){let{low:o}=t.own;if(e.expert===
void 0){o.append(d("div","dsv-note",Ne));return}let[n,r,s]=e.weight.map(l=>v(l)),i=d("div","dsv-note");i.append(d("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${n} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${v(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let a=d("table","dsv-table"),c=d("tbody");a.append(c);for(let l of e.rows){let f=d("tr"),u=d("td","dsv-context");u.append(z(l.before,26,
!0),d("b","",z(l.piece,20)),z(l.after,26)),f.append(d("td","",String(l.token)),d("td","",v(l.weight,3)),u),f.addEventListener("click",()=>t.pick({token:l.token})),
c.append(f)}o.append(i,a)}function $e(t,e){let{model:o,sel:n,body:r,root:s}=t,{low:i}=t.own,a=t.own.together(o.get("together"));if(a.length!==e*e)return;let c=d(
"canvas"),l=d("div","dsv-note"),f=Math.round(100*o.get("judged"));l.append(d("b","",`Layer ${n.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${f} % of the pairs are frequent enough to judge; the others are hatched.`),i.append(l,c);let u=N(Math.floor((r.clientWidth-40)/e),
2,17),m=26,h=15,p=C(c,m+u*e+2,u*e+h+1),g=Y(s);p.font=$(),p.textBaseline="middle",p.fillStyle=k(s,"quiet");for(let y=0;y<e;y+=Math.max(1,Math.ceil(14/u)))p.fillText(
String(y),m+y*u+1,7),p.fillText(String(y),6,h+y*u+u/2);let b=V(p,k(s,"none"),4),w=u-(u>5?1:0),E=[Number.NaN,0,0];for(let y=0;y<a.length;y++){let[A,_]=[Math.floor(
y/e),y%e],S=m+_*u,I=h+A*u;Number.isNaN(a[y])?A!==_&&(p.fillStyle=b,p.fillRect(S,I,w,w)):(F(p,S,I,w,w,a[y],g),a[y]<=E[0]||(E=[a[y],A,_]))}if(Number.isNaN(E[0]))return;
let T=`Most often beyond chance: experts ${E[1]} and ${E[2]}, ${v(E[0])} times.`;i.append(d("div","dsv-note",T))}function Se(t){let{model:e}=t,{many:o,where:n,low:r}=t.
own,s=e.get("ranks"),i=e.get("layers"),a=t.own.parallel(e.get("parallel")),c=d("div","dsv-controls");o.show(e.get("rank_options").map(p=>[p,`${p} ranks`])),n.show(),
c.append(d("b","","If the experts were spread over devices:"),o.select,n.select);let l=["layer","busiest","per 64 tokens: middle","95 %","load of each rank over\
 the mean"],{table:f,head:u,rows:m}=j("dsv-table",l);u.lastChild.style.textAlign="left";let h=s+3;if(a.length===i.length*h)for(let[p,g]of i.entries()){let b=a.subarray(
p*h,(p+1)*h),w=d("tr");w.append(d("td","",String(g)),d("td","",`${v(b[s])} ×`),d("td","",v(b[s+1])),d("td","",v(b[s+2])),Oe(t,b.subarray(0,s))),w.addEventListener(
"click",()=>t.pick({layer:g,expert:-1,entry:-1})),m.append(w)}r.append(c,f,d("div","dsv-note",Te))}function Oe(t,e){let o=d("td");return o.style.textAlign="left",
o.style.whiteSpace="nowrap",e.forEach((n,r)=>{let s=d("span","dsv-bar");s.style.width=`${N(160/e.length,2,18)}px`,s.style.height=`${Math.round(7*N(n,0,2.4))}px`,
s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${v(n)}`,n>1&&(s.style.background=k(t.root,"more")),o.append(s)}),o}function Me(t){let e=d("div","dsv-controls"),o=W(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),n=W(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=W(t,"panel","below the map",[["expert","below: the chosen expert"],["together","be\
low: chosen together"],["ranks","below: parallel ranks"]]),s=W(t,"ranks","number of ranks",[]),i=W(t,"placement","placement of experts",[["neighbours","neighbou\
rs together"],["round robin","round robin"]]),a=d("button","dsv-small","whole text");a.title="forget the brushed range",e.append(o.select,n.select,r.select,a);let c=d(
"canvas","dsv-load-range"),l=d("div","dsv-load"),f=d("canvas"),u=d("div","dsv-load-scroll"),m=d("canvas"),h=d("div","dsv-note"),p=d("div","dsv-panel");return m.
style.cursor=f.style.cursor="pointer",u.append(m),l.append(f,u),t.body.append(e,c,l,h,p),{against:o,sort:n,panel:r,many:s,where:i,clear:a,range:c,side:f,scroll:u,
map:m,legend:h,low:p,reveal:pt(t,p),counts:R(H),rest:R(H),tokens:R(H),summary:R(U),together:R(U),parallel:R(U),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function _e(t){let{model:e,own:o}=t,{panel:n,many:r,where:s,reveal:i,clear:a,range:c,map:l,side:f}=o;for(let h of[n,r,s])t.listen(h.select,"change",i.ask);t.listen(
a,"click",()=>t.pick({query_first:-1,query_last:-1})),dt(t,c,()=>[O,c.clientWidth-O-4],(h,p)=>{o.dragging=Pt(t,h,p),t.redraw()},(h,p)=>{let[g,b]=Pt(t,h,p);o.dragging=
null,t.pick(b>g?{query_first:g,query_last:b}:{query_first:-1,query_last:-1})}),t.listen(l,"mousemove",h=>{o.hovered=Lt(t,h),t.redraw()}),t.listen(l,"mouseleave",
()=>{o.hovered=null,t.redraw()}),t.listen(l,"click",h=>{let p=Lt(t,h);p&&t.pick({layer:e.get("layers")[p.row],expert:p.expert,entry:-1})}),t.listen(f,"click",h=>{
let p=Math.floor((h.clientY-f.getBoundingClientRect().top-P)/o.place.tall),g=e.get("layers")[p];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var Ct=t=>e=>{
let o=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!o.length)return;let n=o.indexOf(e.sel.get("expert"));e.pick({expert:o[N(n<0?
0:n+t,0,o.length-1)]})};function Pt(t,e,o){let n=t.model.get("facts").tokens??0;return[Math.floor(e*n),Math.min(n-1,Math.floor(o*n))]}function Lt({own:t},e){let o=t.
map.getBoundingClientRect(),n=Math.floor((e.clientY-o.top-P)/t.place.tall),r=Math.floor((e.clientX-o.left)/t.place.cell),s=t.place.orders[n];return s&&r>=0&&r<s.
length?{row:n,expert:s[r]}:null}function rt({model:t,own:e}){let o=t.get("facts"),{experts:n,slots:r}=o,s=e.counts(t.get("counts")),i=e.rest(t.get("rest")),a=e.
tokens(t.get("tokens")),c=o.first>=0,l=c&&t.get("against")==="rest",f=(p,g)=>ot(s[p*n+g],a[2*p],r,n),u=(p,g)=>ot(i[p*n+g],a[2*p+1],r,n),m=(p,g)=>l?f(p,g)/u(p,g):
f(p,g),h=e.summary(t.get("summary"));return{facts:o,layers:t.get("layers"),counts:s,tokens:a,summary:h,brushed:c,here:f,elsewhere:u,rate:m}}function Re(t){let{model:e,
body:o,root:n,sel:r,own:s}=t,{against:i,sort:a,panel:c,clear:l,legend:f,reveal:u}=s;for(let S of[i,a,c])S.show();let m=rt(t),{facts:h,layers:p,brushed:g,rate:b,
summary:w}=m,{experts:E}=h;if(!E)return;l.style.visibility=g?"":"hidden",i.select.disabled=!g,At(t,h);let T=o.clientWidth<620?Tt:D;Ce(t,m,Math.max(120,o.clientWidth-
T-4)),$t(t,m,T),St(t,m),f.replaceChildren(...Ot(t,h)),Rt(t,E),u();let{cell:y,tall:A,orders:_}=s.place;n.drawn={experts:E,layers:[...p],first:h.first,last:h.last,
rates:p.map((S,I)=>Array.from({length:E},(We,Wt)=>b(I,Wt))),orders:_,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:p.
map((S,I)=>w[M*I+1]),cell:y,tall:A}}function Ce(t,e,o){let{model:n,root:r,sel:s,own:i}=t,{facts:a,layers:c,counts:l}=e,{experts:f}=a,u=Math.max(4,Math.min(34,o/
f)),m=c.length>24?12:c.length>12?16:21,h=n.get("sort"),p=c.map((y,A)=>_t([...l.subarray(A*f,(A+1)*f)],h));i.place={cell:u,tall:m,orders:p};let g=et(t),b=C(i.map,
Math.ceil(u*f)+1,g);i.scroll.style.height=`${g+(u*f>o+1?14:0)}px`,b.textBaseline="middle",b.font=$(),b.fillStyle=k(r,"quiet");let w=h==="id"?`expert 0 to ${f-1}\
 of each layer`:"each layer's experts, busiest first";b.fillText(w,1,8);let E={shades:Y(r),ink:k(r,"ink"),paper:k(r,"panel")},T=c.indexOf(s.get("layer"));for(let[
y,A]of p.entries())for(let[_,S]of A.entries())Pe(t,b,e,E,y,S,_),!(y!==T||S!==s.get("expert"))&&(b.strokeStyle=k(r,"chosen"),b.lineWidth=2,b.strokeRect(_*u,P+y*m,
Math.max(It(u),3),m-1))}var It=t=>Math.max(t-(t>6?1:.5),1);function Pe({root:t,own:e},o,{facts:n,counts:r,rate:s},{shades:i,ink:a,paper:c},l,f,u){let{cell:m,tall:h}=e.
place,p=u*m,g=P+l*h,b=It(m),w=s(l,f);if(Number.isNaN(w)){q(o,t,p,g,b,h-1);return}if(r[l*n.experts+f]===0){o.fillStyle=i(-1),o.globalAlpha=.15,o.fillRect(p,g,b,h-
1),o.globalAlpha=1,o.fillStyle=a,o.beginPath(),o.arc(p+b/2,g+h/2,Math.min(2,m/3),0,7),o.fill();return}if(F(o,p,g,b,h-1,w,i),m<24)return;o.fillStyle=Math.abs(nt(
w))>.55?c:a,o.font=$();let E=Number.isFinite(w)?v(w,w<9.95?1:0):"new";o.fillText(E,p+(b-o.measureText(E).width)/2,g+h/2)}function Le(t){let{facts:e,layers:o,tokens:n,
summary:r,here:s}=rt(t),i=e.experts??0,a=t.model.get("kinds");return{columns:["layer","chosen by","tokens","busiest / mean","Gini",`effective experts of ${e.draws}\
 choices`,"5 %","95 %","never chosen",...Array.from({length:i},(c,l)=>`expert ${l}`)],rows:o.map((c,l)=>[c,a[l]==="hash"?"table":"scores",n[2*l],...r.subarray(M*
l,M*l+5),n[2*l]>0?r[M*l+5]:null,...Array.from({length:i},(f,u)=>s(l,u))]),note:`Choices of each expert over even use (1 is even), ${e.first>=0?`tokens ${e.first}\
 to ${e.last}`:"the whole text"}.`}}var Ie={title:"Expert load",aria:"Choices of every expert against even use. Up and down move the layer, left and right the e\
xpert.",keys:{ArrowUp:t=>tt(t,-1,t.model.get("layers")),ArrowDown:t=>tt(t,1,t.model.get("layers")),ArrowLeft:Ct(-1),ArrowRight:Ct(1)},build:Me,listen:_e,draw:Re,
table:Le,symbols:(t,e)=>{let o=rt(t),n=o.layers.indexOf(t.sel.get("layer")),r=t.sel.get("expert");return n<0||r===-1?void 0:`${e==="n"?String(o.counts[n*o.facts.
experts+r]):v(o.here(n,r))} (expert ${r} of layer ${o.layers[n]})`}},Qo=Et(Ie);export{Qo as default};
