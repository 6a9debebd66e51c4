function A(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function H(t,e){let o=A(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var w=t=>H(t,Float32Array),y=t=>H(t,Int32Array);var rt=t=>Float32Array.from(H(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function it(t,e){let o=A(t),n=new TextDecoder,s=[],r=0;for(let i of H(e,Uint16Array))
s.push(n.decode(o.subarray(r,r+i))),r+=i;return s}function v(t){let e=null,o;return(...n)=>((!e||n.some((s,r)=>s!==e[r]))&&(o=t(...n),e=n),o)}var T=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function f(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function q(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,r]of Object.entries(e??{}))n.setAttribute(s,String(r));return o!==void 0&&(n.textContent=o),n}function at(t,e){let o=f("o\
ption","",e);return o.value=String(t),o}function ct(t,e){let o=f("table",t),n=f("thead"),s=f("tr"),r=f("tbody");for(let i of e)s.append(f("th","",i));return n.append(
s),o.append(n,r),{table:o,head:s,rows:r}}function lt(t,e,o){let n=window.devicePixelRatio||1,s=Math.max(1,Math.round(e*n)),r=Math.max(1,Math.round(o*n));(t.width!==
s||t.height!==r)&&(t.width=s,t.height=r),t.style.width=`${e}px`,t.style.height=`${o}px`;let i=Bt(t);return i.setTransform(n,0,0,n,0,0),i.clearRect(0,0,e,o),i}var Bt=t=>t.
getContext("2d");var k=(t,e,o)=>Math.max(e,Math.min(o,t));function _(t,e,o){return o>e?k((t-e)/(o-e),0,1):t>=o?1:0}function x(t,e=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function ft(t,e){let o=JSON.stringify(e);t.dataset.options!==o&&(t.replaceChildren(...e.map(([n,s])=>at(n,s))),t.dataset.options=o)}var Kt=["fill","outline","under","dotted","dashed","ramp"],qt=["hatch","dots","dot","bar","tick","strike"],Wt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function jt(t,e){let o=f("span","dsv-mark-of"),[n,s]=t.split(" "),r=Kt.includes(n)&&s||qt.includes(n),
i=f("span",r?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",r?"":t);return s&&r&&i.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),i.setAttribute(
"aria-hidden",String(r)),o.append(i,e),o}function dt(t,e,o){if(!e?.look_for)return;let{head:n,look:s}=t,r=f("div","dsv-marks"),i=f("div","dsv-help"),a=f("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),r.append(...e.marks.map(([c,l])=>jt(c,l))),i.append(...e.explains.map(c=>f("p","",c))),e.equation&&
i.append(...zt(t,e,o)),s.append(f("p","dsv-look-for",e.look_for),r,i),n.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,s.classList.toggle("explained",!i.hidden),
a.setAttribute("aria-expanded",String(!i.hidden))})}function zt(t,e,o){let n=f("div","dsv-equation"),s=f("div","dsv-symbol-said","Point at a symbol for what it \
is here.");s.setAttribute("aria-live","polite");for(let r of e.equation.split(`
`)){let i=f("div");for(let{text:a,symbol:c}of Wt(r)){if(!c){i.append(a);continue}let l=f("span","dsv-symbol",a.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("r\
ole","button"),l.dataset.symbol=a;let d=()=>{let u=o(a),m=u?f("b","",` Here: ${u}.`):"";s.replaceChildren(f("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,m),
s.dataset.symbol=a};for(let u of["mouseenter","focus","click"])t.listen(l,u,d);i.append(l)}n.append(i)}return[n,s]}var ut=globalThis;ut.dsvGains??=new WeakMap;var W=ut.dsvGains;function M(t,e){let o=t.get(e);return W.get(o)?.whole??o}function Vt(t,e,o,n){let s=t.get(e),r=A(M(
t,e)),i=A(n);if(r.length!==o||!(s instanceof Object))return!1;let a=W.get(s);if(!a||a.room.length<o+i.length){let c=new Uint8Array(2*(o+i.length));c.set(r),a={room:c},
W.set(s,a)}return a.room.set(i,o),a.whole=a.room.subarray(0,o+i.length),!0}async function Gt(t,e,o){let n=await Promise.all(e.map(async([r])=>t.widget_manager.get_model(
r)).map(r=>r.catch(()=>null))),s=0;for(let[r,[,i,a]]of e.entries()){let c=o.slice(s,s+a);s+=a,n[r]?._handle_comm_msg({content:{data:i},buffers:c,parent_header:{}})}}
function pt({model:t}){let e=(o,n)=>{if(o?.frame)return void Gt(t,o.frame,n);let s=(o?.gained??[]).filter(([r,i],a)=>!Vt(t,r,i,n[a]));s.length&&t.send({whole:s.
map(([r])=>r)})};t.on("msg:custom",e)}var j=8;var Yt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Xt(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*j,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*j,n=t.cloneNode(!0);ht(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let s=Qt(t),r=f("div");r.style.cssText=`padding:${j}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${s}`,r.append(n);let i={width:e,height:o},a=q("svg",{...i,viewBox:`0 0 ${e} ${o}`}),c=q("foreignObject",{x:0,y:0,...i});return c.append(
r),a.append(c),{text:new XMLSerializer().serializeToString(a),width:e,height:o}}function Qt(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function ht(t,e){mt(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((s,r)=>{if(s instanceof
HTMLCanvasElement)n[r].replaceWith(Zt(s));else if(s instanceof HTMLSelectElement){let i=f("span","",s.selectedOptions[0]?.textContent??"");n[r].replaceWith(i),mt(
s,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(s).display==="none"?n[r].remove():(ht(s,n[r]),
s.scrollTop&&Jt(s.scrollTop,n[r]))})}function Jt(t,e){let o=f("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function mt(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let s of Yt)n.setProperty(s,o.getPropertyValue(s));e.removeAttribute("class"),e.removeAttribute("id")}function Zt(t){let e=f("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function te(t,e){let{text:o,width:n,height:s}=Xt(t),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await r.decode();let i=f("canvas");i.width=n*e,i.height=s*e;let a=i.getContext("2d");return a.scale(e,e),a.drawImage(r,0,0),i}var ee=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function gt(t,e){let o=await ee(await te(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var oe=1500,ne=6e3,se=1,bt="dsv-kept-away",re="dsv-kept-came",z=new Set,xt=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function yt(t,e,o){let n,s=!1,r=()=>t.get("kept"),i=()=>{for(let l of xt(r()))l.classList.add(bt)},a=({animationName:l})=>{l===re&&i()};document.addEventListener(
"animationstart",a),z.add(r);let c=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!o()))try{let{kind:d,bytes:u}=await gt(l,se);t.send({kept:d},void 0,
[u.buffer]),s=!0}catch(d){console.warn(`No picture of this view goes into the notebook: ${d}`)}};return{changed(){r()&&(i(),clearTimeout(n),n=setTimeout(c,s?ne:
oe))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",a),z.delete(r),![...z].some(l=>l()===r()))for(let l of xt(r()))l.classList.remove(
bt)}}}var V=400;function kt(t,e){let o=f("button","dsv-small dsv-numbers","numbers"),n=f("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let s=!1;
return t.listen(o,"click",()=>{s=!s,o.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(n.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&ie(
t,n,e()),s)}function ie(t,e,{columns:o,rows:n,note:s}){let r=ct("dsv-table",o);for(let a of r.head.children)a.scope="col";for(let a of n.slice(0,V)){let c=f("tr");
c.style.cursor="default";for(let l of a)c.append(f("td","",ae(l)));r.rows.append(c)}let i=n.length>V?`The first ${V} of ${n.length} rows. `:"";e.replaceChildren(
f("div","dsv-note",i+(s??"")),r.table),t.root.drawnTable={columns:o,rows:n.length}}function ae(t){return typeof t=="number"?Number.isInteger(t)?String(t):x(t,4):
String(t??"–")}var ce="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",le={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},fe={expert:-1,entry:-1,hover_entry:-1},de=["SELECT","INPUT","TEX\
TAREA"],Tt=t=>({initialize:pt,render:e=>ue(e,t)});async function ue({model:t,el:e},o){let n=me(o);e.append(n.root);let s=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),r=new G(t,s,n,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function pe(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,s]of Object.entries({...o?fe:{},...e}))t.set(n,s);t.save_changes()}function me({title:t,aria:e}){let o=f("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=f("div","dsv-head"),s=f("div","dsv-facts");s.setAttribute("aria-live","polite"),n.append(f(
"span","dsv-title",t),f("span","dsv-space"));let r=f("div","dsv-look"),i=f("div","dsv-message"),a=f("div","dsv-body");return o.append(f("div","dsv-gone",ce),n,r,
s,i,a),{root:o,head:n,look:r,facts:s,message:i,body:a}}var G=class{#o=!1;#n=!1;#r=60;#t;#s;#e=[];constructor(e,o,{root:n,head:s,look:r,facts:i,message:a,body:c},l){
this.model=e,this.sel=o,this.root=n,this.head=s,this.look=r,this.facts=i,this.body=c,this.#t=a,this.#s=l,this.own=void 0,this.tabled=l.table?kt(this,()=>l.table(
this)):null,dt(this,e.get("about"),d=>l.symbols?.(this,d)),this.kept=yt(e,()=>n,()=>o.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:s}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#r=60,this.kept.changed();let r=o.get("message");if(e.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.
display=r?"none":"",r){n.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){pe(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,s])=>this.sel.get(n)!==s);this.#a(o),o.some(([n])=>n===
"hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,s){e.addEventListener(
o,n,s),this.#e.push(()=>e.removeEventListener(o,n,s))}#c(){let{model:e,sel:o,root:n}=this,s=()=>this.redraw(),r=(l,d,u)=>{l.on(d,u),this.#e.push(()=>l.off(d,u))};
r(e,"change",s),r(e,"msg:custom",s),r(o,"change",s);let i=()=>n.classList.toggle("gone",o.comm_live===!1);i(),r(o,"comm_live_update",i);let a=new MutationObserver(
()=>{s(),setTimeout(s,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(s);c.
observe(n),this.#e.push(()=>a.disconnect(),()=>c.disconnect())}#l(){this.listen(this.root,"focusin",Y,!0),this.listen(this.root,"keydown",e=>{if(de.includes(e.target.
tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(le):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},Y=t=>{t.target.dataset.lmSuppressShortcuts="true"};function Et(t,e,o){let n=t.sel.get("token"),s=n===-1?o-1:n,r=Number.isFinite(e)?s+e:e<0?0:o-1;t.pick({token:k(r,0,o-1)})}function Nt(t,e,o){if(!o.length)return;
let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[k(n+e,0,o.length-1)],expert:-1,entry:-1})}var he=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,ge=/<｜([^｜<>\n]*)｜>/g,be=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
xe=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,ye=t=>t.replace(he,xe),X=t=>ye(t.replace(ge,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
ke=t=>be.test(t)?`⁨${t}⁩`:t;function I(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=X(o)||"␣",s=[...n];return ke(s.length>e?`${s.slice(0,
e-1).join("")}…`:n)}var Te=.58;function D(t,e){let o=Math.min(t.length,e.length);for(let n=0;n<o;n++)if(t[n]!==e[n])return n;return o}function Ee({model:t,own:e}){return t.get("mea\
sure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(M(t,"values")),from:t.get("low"),to:t.get("high")}}function At(t,e,o){
let{own:n}=t,s=n.painted,{values:r,from:i,to:a}=Ee(t),c=s.from===i&&s.to===a;if(c&&s.values===r&&s.pieces===n.shown)return;let l=c&&!o?D(s.values,r):0;n.version++,
n.done.length=Math.min(n.done.length,e);for(let d=0;d<Math.min(l,n.done.length);d++)n.done[d]&&(n.done[d]=n.version);n.painted={values:r,from:i,to:a,pieces:n.shown}}
function F({own:t},e){let o=0,n=t.nodes.length;for(;o<n;){let s=o+n>>1;t.nodes[s].offsetTop-t.strip.offsetTop<e?o=s+1:n=s}return o}function Q(t){let{first:e,strip:o}=t.
own;return[e+F(t,o.scrollTop-4),e+F(t,o.scrollTop+o.clientHeight-8)]}function J(t){let{own:e}=t,{strip:o,nodes:n}=e;if(!n.length)return;let{values:s,from:r,to:i}=e.
painted,a=o.clientHeight||100,c=Math.max(0,F(t,o.scrollTop-a)-1),l=Math.min(n.length,F(t,o.scrollTop+2*a)+1);for(let d=c;d<l;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let u=s[d],m=Number.isNaN(u)||u===void 0,h=!m&&r<0&&u<0,E=Te*(r<0?_(Math.abs(u),0,i):_(u,r,i)),g=h?"--dsv-below":"--dsv-tint";n[d].classList.
toggle("none",m),n[d].classList.toggle("below",h),n[d].style.backgroundColor=m?"":`rgba(var(${g}), ${E.toFixed(3)})`}}var L=16,Ne=300;function Ae(t,e){let o=new Float32Array(e).fill(Number.NaN);for(let n=0;n<e;n++){let s=Math.floor((n+1)*t.length/e),r=0,i=0;for(let a=Math.floor(
n*t.length/e);a<s;a++)Number.isNaN(t[a])||(r+=t[a],i++);i&&(o[n]=r/i)}return o}function U({own:t},e){let o=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return k(Math.floor(o*t.total),0,t.total-1)}function Z(t,e,o){let{body:n,model:s,root:r,sel:i,own:a}=t,{map:c,total:l}=a,d=l>Ne;if(c.style.display=d?
"":"none",!d)return;let u=Math.max(100,n.clientWidth-4),{values:m}=a.painted,h=Math.min(l,Math.floor(u)),E=l>a.shown.length?w(s.get("bins")):Ae(m,h),g=lt(c,u,L);
we(t,g,E,u);let b=N=>N/l*u,[O,R]=[i.get("query_first"),i.get("query_last")];O!==-1&&(g.fillStyle=T(r,"chosen"),g.fillRect(b(O),L-3,Math.max(2,b(R+1)-b(O)),3)),a.
nodes.length&&(g.strokeStyle=T(r,"ink"),g.strokeRect(b(o[0])+.5,.5,Math.max(3,b(o[1])-b(o[0]))-1,L-1)),g.fillStyle=T(r,"chosen");for(let N of e)g.fillRect(b(N),
0,1.5,5);if(i.get("token")===-1)return;let $=b(i.get("token"));g.beginPath(),g.moveTo($-4,0),g.lineTo($+4,0),g.lineTo($,7),g.fill()}function we({root:t,own:e},o,n,s){
let{from:r,to:i}=e.painted,a=T(t,"below"),c=T(t,"tint"),l=s/n.length;n.forEach((d,u)=>{let m=r<0?_(Math.abs(d),0,i):_(d,r,i);o.fillStyle=Number.isNaN(d)?"transp\
arent":`rgba(${r<0&&d<0?a:c}, ${.9*m})`,o.fillRect(u*l,0,Math.max(l,1),L)}),o.strokeStyle=T(t,"line"),o.strokeRect(.5,.5,s-1,L-1)}function wt(t,e){let o=e.toLowerCase(),n=[];if(!o)return n;let s=[],r="";for(let a of t)s.push(r.length),r+=a.toLowerCase();let i=0;for(let a=r.indexOf(o);a>=0;a=
r.indexOf(o,a+1)){for(;i+1<s.length&&s[i+1]<=a;)i++;n[n.length-1]!==i&&n.push(i)}return n}var P=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function C(t){let{model:e,own:o}=t;return o.box.value?P(t)?Array.from(y(e.get("found"))):o.search(o.shown,o.box.value).map(n=>n+o.first):[]}function _t(t,e){let{own:o}=t,{choose:n,strip:s}=o;t.listen(n,"change",()=>t.tell("measure",n.value)),t.listen(s,"click",r=>{let i=Mt(t,r);i!==-1&&(r.shiftKey?tt(
t,St(t),i):Ot(t,i))}),t.listen(s,"mousedown",r=>{r.shiftKey&&r.preventDefault()}),t.listen(s,"mousemove",r=>t.hover({hover_token:Mt(t,r)})),t.listen(s,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(s,"scroll",()=>{o.following=s.scrollTop+s.clientHeight>s.scrollHeight-30,e()}),Me(t),Se(t),Oe(t)}function Me(t){let{
root:e,sel:o,own:n}=t,{box:s}=n,r=i=>{if(i.key==="Escape"&&(e.dataset.anchor=""),!i.shiftKey||!["ArrowLeft","ArrowRight"].includes(i.key)||i.target===s)return;let a=St(
t),[c,l]=[o.get("query_first"),o.get("query_last")];tt(t,a,k((c===-1?a:a===c?l:c)+(i.key==="ArrowRight"?1:-1),0,n.total-1)),i.preventDefault(),i.stopImmediatePropagation()};
t.listen(e,"keydown",r,!0),t.listen(s,"input",()=>{P(t)&&t.tell("search",s.value),t.redraw()}),t.listen(s,"keydown",i=>{i.key==="Escape"&&(s.value="",e.focus(),
t.redraw()),i.key==="Enter"&&_e(t,i.shiftKey),i.stopPropagation()})}function _e(t,e){let o=C(t),n=t.sel.get("token");if(!o.length)return;let s=e?o.findLast(r=>r<
n):o.find(r=>r>n);t.pick({token:s??o[e?o.length-1:0]})}function Se(t){let{own:e}=t,{map:o}=e;t.listen(o,"mousedown",n=>{e.drag=U(t,n),n.preventDefault()}),t.listen(
o,"mousemove",n=>{let s=U(t,n);e.drag!==null&&n.buttons&&Math.abs(s-e.drag)>e.total/200&&tt(t,e.drag,s)}),t.listen(o,"click",n=>{let s=U(t,n);(e.drag===null||Math.
abs(s-e.drag)<=e.total/200)&&Ot(t,s),e.drag=null})}function Oe(t){let e=o=>!!o.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focusin",o=>e(
o)&&Y(o),!0),t.listen(document,"keydown",o=>{let{target:n,key:s,ctrlKey:r,metaKey:i,shiftKey:a}=o,c=s==="Enter"&&(r||i||a);n.tagName!=="TEXTAREA"||!c||!e(o)||n.
closest(".dsv-chat")||(o.preventDefault(),o.stopPropagation(),t.model.send({press:"run",prompt:n.value}))},!0)}function Mt({own:t},e){let n=e.target.closest?.("\
.dsv-token");return n?t.first+Number(n.dataset.index):-1}function St({root:t,sel:e,own:o}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?
e.get("token"):o.total-1}function Ot(t,e){t.root.dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function tt(t,e,o){t.root.dataset.anchor=String(
e),t.pick({query_first:Math.min(e,o),query_last:Math.max(e,o)})}var $e=["picked","hover","lit","ranged","found","taken"],ve=18;function $t(t,e,o){let{model:n,sel:s,own:r}=t;for(let h of r.marked)h.classList.remove(...$e),h.removeAttribute(
"aria-selected"),h.removeAttribute("title");r.marked=[];let i=Ie(t);for(let h of e)S(t,h,"found");let a=y(n.get("taken"));for(let h of a)S(t,h,"taken");let[c,l]=[
s.get("query_first"),s.get("query_last")],d=Math.min(l,r.first+r.nodes.length-1);if(c!==-1)for(let h=Math.max(c,r.first);h<=d;h++)S(t,h,"ranged");let u=s.get("e\
xpert");r.takenKey.textContent=u>=0&&a.length?`expert ${u} of layer ${s.get("layer")}: ${a.length} tokens`:"";let m=o?` in tokens ${r.first} to ${r.first+r.shown.
length-1}`:"";r.count.textContent=r.box.value?(e.length?`${e.length} found`:"not found")+m:"",Le(t,i),Pe(t),Ce(t,i)}function S({own:t},e,o){let n=t.nodes[e-t.first];
return n?(n.classList.add(o),t.marked.push(n),n):null}function Ie(t){let{model:e,own:o}=t,n=w(e.get("lit_gate")),s=Math.max(...n),r=Array.from(y(e.get("lit")));
for(let[i,a]of r.entries()){let c=S(t,a,"lit");c&&(c.title=`gate ${x(n[i],3)}`,c.style.setProperty("--dsv-gate",(ve*n[i]/s).toFixed(1)))}return r.filter(i=>o.nodes[i-
o.first])}function vt({own:t},e){let{strip:o}=t,n=e.offsetTop-o.offsetTop;return n>=o.scrollTop&&n<o.scrollTop+o.clientHeight-12}function Le(t,e){let{own:o}=t,{
strip:n}=o,s=e.map(r=>o.nodes[r-o.first]);s.length&&n.dataset.lit!==e.join()&&!s.some(r=>vt(t,r))?(o.home??=n.scrollTop,n.scrollTop=s[0].offsetTop-n.offsetTop-4):
!s.length&&o.home!==null&&(n.scrollTop=o.home,o.home=null),n.dataset.lit=e.join()}function Pe(t){let{sel:e,own:o}=t,{strip:n}=o,s=e.get("hover_token"),r=e.get("\
token");s>=0&&S(t,s,"hover");let i=r>=0?S(t,r,"picked"):null;i&&(i.setAttribute("aria-selected","true"),n.dataset.picked!==`${r} ${o.first}`&&!vt(t,i)&&(n.scrollTop=
i.offsetTop-n.offsetTop-n.clientHeight/2)),n.dataset.picked=`${r} ${o.first}`}function Ce(t,e){let{model:o,sel:n,facts:s,own:r}=t,{first:i,total:a,shown:c}=r,l=n.
get("hover_token"),d=n.get("token"),u=d>=0&&d<a?d:a-1,m=l>=i&&l<a?l:u;if(s.replaceChildren(),m<0)return;if(e.length){let K=w(o.get("lit_gate")),st=K.indexOf(Math.
max(...K)),Ht=I(c[y(o.get("lit"))[st]-i]??"",24),Ft=f("b","",`“${Ht}” ${x(K[st])}`);s.append(`${o.get("lit_title")}, strongest `,Ft,` of ${e.length} tokens`);
return}let h=m-i,[E,g,b]=r.measure,O=m===l?"":d===m?"chosen: ":"newest: ",R=r.shownFlags[h],$=R&2?" (marker)":R&4?" (bytes of a character)":"";s.append(`${O}tok\
en ${m} of ${a} `,f("b","",`“${I(c[h]??"",24)}”`),`${$} · ${g} ${x(r.painted.values[h])} ${b}`),E==="reach"&&o.get("reach_note")&&s.append(" · hatched: ",
o.get("reach_note"));let[N,nt]=[n.get("query_first"),n.get("query_last")];N!==-1&&s.append(` · range ${N} to ${nt} (${nt-N+1} tokens)`)}var Re="0.16";function It(t,e){let o=performance.now()+1200;for(let n of e.slice(-60))n.classList.add("new"),t.fresh.push({node:n,until:o});Lt(t)}function Lt(t){
let e=performance.now(),o=t.fresh.filter(({until:n},s)=>n<=e||s<t.fresh.length-60).length;for(let{node:n}of t.fresh.splice(0,o))n.classList.remove("new");clearTimeout(
t.fading),t.fresh.length&&(t.fading=setTimeout(()=>Lt(t),Math.max(300,t.fresh[0].until-e)))}function He(t,e,o){let n=t||o,s=e||o;return n<s?[n,s,!1]:[s,n,!0]}function Pt({
sel:t,own:e}){let o=t.get("written"),n=o===void 0||o<0?0:Math.max(1,o+1-e.first),[s,r,i]=He(Math.min(e.dimmed||e.nodes.length,e.nodes.length),n,e.nodes.length);
for(let a=s;a<Math.min(r,e.nodes.length);a++)e.nodes[a].style.opacity=i?Re:"";e.dimmed=n,n&&n<=e.nodes.length&&e.nodes[n-1].scrollIntoView({block:"nearest",inline:"\
nearest"})}var Fe="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.58))",De="linear-gradient(90deg, rgba(var(--dsv-below),.58), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.58))";function Ue({head:t,body:e}){let o=f("select");o.setAttribute("aria-label","colour tokens by");let n=f("span","dsv-legend"),s=f(
"span"),r=f("span","dsv-ramp"),i=f("span"),a=f("span","dsv-scale");a.append(s,r,i),n.append(o,a);let c=f("span","dsv-key taken"),l=f("input","dsv-search");l.type=
"search",l.placeholder="find",l.setAttribute("aria-label","find text in the tokens; Enter goes to the next place");let d=f("span","dsv-legend");d.setAttribute("\
role","status"),t.querySelector(".dsv-numbers")?.before(l,n,d,c);let u=f("canvas","dsv-map"),m=f("div","dsv-strip");return m.setAttribute("role","listbox"),m.setAttribute(
"aria-label","tokens"),u.title="the whole run; click to go there, drag to choose a range",e.append(u,m),{choose:o,legend:n,low:s,bar:r,high:i,takenKey:c,box:l,count:d,
map:u,strip:m,texts:v(it),floats:v(w),shares:v(rt),search:v(wt),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{
values:new Float32Array(0),from:0,to:0,pieces:null},version:0,done:[],following:!0,home:null,drag:null,fresh:[],fading:void 0,dimmed:0}}function Be(t){let{model:e,
root:o,sel:n,own:s}=t,r=s.texts(M(e,"utf8"),M(e,"lengths")),i=A(M(e,"flags")),a=s.first!==e.get("first");s.first=e.get("first"),s.total=Math.max(e.get("total"),
s.first+r.length);let c=Ke(t,r,i,a),l=e.get("measures");s.measure=l.find(u=>u[0]===e.get("measure"))??["","","",""],At(t,c,a),J(t),Pt(t),We(t,l);let d=C(t);$t(t,
d,s.total>s.shown.length&&!P(t)),Z(t,d,Q(t)),o.drawn={pieces:r,values:s.painted.values,flags:i,first:s.first,total:s.total,measure:s.measure[0],picked:n.get("to\
ken"),range:[n.get("query_first"),n.get("query_last")],found:d,taken:Array.from(y(e.get("taken"))),note:e.get("reach_note"),lit:Array.from(y(e.get("lit"))),at:performance.
now()}}function Ke({own:t},e,o,n){let{strip:s}=t,r=e===t.shown?e.length:D(t.shown,e),i=n?0:Math.min(r,D(t.shownFlags.subarray(0,r),o));for(let c of t.nodes.splice(
i))c.nextSibling?.remove(),c.remove();let a=document.createDocumentFragment();for(let c=i;c<e.length;c++){let l=qe(e[c],o[c],c);t.nodes.push(l),a.append(l,f("wb\
r"))}return s.append(a),i&&It(t,t.nodes.slice(i)),i<e.length&&t.following&&(s.scrollTop=s.scrollHeight),t.shown=e,t.shownFlags=o,i}function qe(t,e,o){let n=f("s\
pan","dsv-token");n.setAttribute("role","option"),n.dataset.index=String(o),e&1||n.classList.add("prompt"),e&2&&n.classList.add("special"),e&4&&n.classList.add(
"bytes");for(let[s,r]of t.split(`
`).entries())s&&n.append(f("span","sign","⏎"),`
`),r&&n.append(X(r));return t||n.append(f("span","sign","∅")),n}function We({model:t,own:e},o){let{choose:n,legend:s,low:r,high:i,bar:a}=e,{from:c,to:l}=e.painted,
[d,,u,m]=e.measure;ft(n,o.map(([E,g])=>[E,`colour: ${g}`])),n.value=t.get("measure");let h=d==="reach"?t.get("reach_note"):"";s.title=`darker: ${m}; hatched: ${h||
"no value"}`,r.textContent=x(c),i.textContent=`${x(l)} ${u}`,a.style.background=c<0?De:Fe}function je({sel:t,own:e}){let{first:o,shown:n,shownFlags:s,painted:r,
measure:i}=e,a=Math.max(0,Math.min(t.get("token")-o,n.length)-200);return{columns:["position","token","origin",`${i[1]} (${i[2]})`],rows:n.slice(a).map((c,l)=>[
o+a+l,`“${I(c,40)}”`,s[a+l]&1?"generated":"prompt",r.values[a+l]])}}var B=t=>e=>{e.root.dataset.anchor="",Et(e,t,e.own.total)};function Ct(t,e){Nt(t,e,Array.
from({length:t.model.get("layers")},(o,n)=>n))}var ze={title:"Tokens",aria:"Tokens of this run. Left and right arrows choose a token, with shift a range, up and\
 down the layer, slash searches, Escape follows the newest.",keys:{ArrowLeft:B(-1),ArrowRight:B(1),ArrowUp:t=>Ct(t,-1),ArrowDown:t=>Ct(t,1),Home:B(Number.NEGATIVE_INFINITY),
End:B(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:Ue,listen:t=>_t(t,()=>{J(t),Z(t,C(t),Q(t))}),draw:Be,table:je,symbols:({sel:t,own:e},o)=>{let n=(t.
get("token")===-1?e.total-1:t.get("token"))-e.first,s=e.measure[0]==="surprise"?e.painted.values[n]:Number.NaN;if(s>=0)return`${x(o==="p"?Math.exp(-s):s,3)} for\
 token ${e.first+n}`}},pn=Tt(ze);export{pn as default};
