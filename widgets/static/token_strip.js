function w(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function H(t,e){let o=w(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var A=t=>H(t,Float32Array),y=t=>H(t,Int32Array);var st=t=>Float32Array.from(H(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function it(t,e){let o=w(t),n=new TextDecoder,r=[],s=0;for(let i of H(e,Uint16Array))
r.push(n.decode(o.subarray(s,s+i))),s+=i;return r}function v(t){let e=null,o;return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var T=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function f(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function q(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function at(t,e){let o=f("o\
ption","",e);return o.value=String(t),o}function ct(t,e){let o=f("table",t),n=f("thead"),r=f("tr"),s=f("tbody");for(let i of e)r.append(f("th","",i));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}function lt(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.max(1,Math.round(o*n));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let i=Bt(t);return i.setTransform(n,0,0,n,0,0),i.clearRect(0,0,e,o),i}var Bt=t=>t.
getContext("2d");var k=(t,e,o)=>Math.max(e,Math.min(o,t));function _(t,e,o){return o>e?k((t-e)/(o-e),0,1):t>=o?1:0}function x(t,e=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function ft(t,e){let o=JSON.stringify(e);t.dataset.options!==o&&(t.replaceChildren(...e.map(([n,r])=>at(n,r))),t.dataset.options=o)}var Kt=["fill","outline","under","dotted","dashed","ramp"],Ut=["hatch","dots","dot","bar","tick","strike"],qt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function Wt(t,e){let o=f("span","dsv-mark-of"),[n,r]=t.split(" "),s=Kt.includes(n)&&r||Ut.includes(n),
i=f("span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&i.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),i.setAttribute(
"aria-hidden",String(s)),o.append(i,e),o}function dt(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=f("div","dsv-marks"),i=f("div","dsv-help"),a=f("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...e.marks.map(([c,l])=>Wt(c,l))),i.append(...e.explains.map(c=>f("p","",c))),e.equation&&
i.append(...jt(t,e,o)),r.append(f("p","dsv-look-for",e.look_for),s,i),n.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,r.classList.toggle("explained",!i.hidden),
a.setAttribute("aria-expanded",String(!i.hidden))})}function jt(t,e,o){let n=f("div","dsv-equation"),r=f("div","dsv-symbol-said","Point at a symbol for what it \
is here.");r.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let i=f("div");for(let{text:a,symbol:c}of qt(s)){if(!c){i.append(a);continue}let l=f("span","dsv-symbol",a.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("r\
ole","button"),l.dataset.symbol=a;let d=()=>{let p=o(a),h=p?f("b","",` Here: ${p}.`):"";r.replaceChildren(f("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,h),
r.dataset.symbol=a};for(let p of["mouseenter","focus","click"])t.listen(l,p,d);i.append(l)}n.append(i)}return[n,r]}var pt=globalThis;pt.dsvGains??=new WeakMap;var W=pt.dsvGains;function M(t,e){let o=t.get(e);return W.get(o)?.whole??o}function zt(t,e,o,n){let r=t.get(e),s=w(M(
t,e)),i=w(n);if(s.length!==o||!(r instanceof Object))return!1;let a=W.get(r);if(!a||a.room.length<o+i.length){let c=new Uint8Array(2*(o+i.length));c.set(s),a={room:c},
W.set(r,a)}return a.room.set(i,o),a.whole=a.room.subarray(0,o+i.length),!0}function ut({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,i],a)=>!zt(t,s,
i,n[a]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var j=8;var Vt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Gt(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*j,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*j,n=t.cloneNode(!0);ht(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=Yt(t),s=f("div");s.style.cssText=`padding:${j}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${r}`,s.append(n);let i={width:e,height:o},a=q("svg",{...i,viewBox:`0 0 ${e} ${o}`}),c=q("foreignObject",{x:0,y:0,...i});return c.append(
s),a.append(c),{text:new XMLSerializer().serializeToString(a),width:e,height:o}}function Yt(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function ht(t,e){mt(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)n[s].replaceWith(Qt(r));else if(r instanceof HTMLSelectElement){let i=f("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(i),mt(
r,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?n[s].remove():(ht(r,n[s]),
r.scrollTop&&Xt(r.scrollTop,n[s]))})}function Xt(t,e){let o=f("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function mt(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let r of Vt)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function Qt(t){let e=f("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function Jt(t,e){let{text:o,width:n,height:r}=Gt(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await s.decode();let i=f("canvas");i.width=n*e,i.height=r*e;let a=i.getContext("2d");return a.scale(e,e),a.drawImage(s,0,0),i}var Zt=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function gt(t,e){let o=await Zt(await Jt(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var te=1500,ee=6e3,oe=1,bt="dsv-kept-away",ne="dsv-kept-came",z=new Set,xt=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function yt(t,e,o){let n,r=!1,s=()=>t.get("kept"),i=()=>{for(let l of xt(s()))l.classList.add(bt)},a=({animationName:l})=>{l===ne&&i()};document.addEventListener(
"animationstart",a),z.add(s);let c=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!o()))try{let{kind:d,bytes:p}=await gt(l,oe);t.send({kept:d},void 0,
[p.buffer]),r=!0}catch(d){console.warn(`No picture of this view goes into the notebook: ${d}`)}};return{changed(){s()&&(i(),clearTimeout(n),n=setTimeout(c,r?ee:
te))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",a),z.delete(s),![...z].some(l=>l()===s()))for(let l of xt(s()))l.classList.remove(
bt)}}}var V=400;function kt(t,e){let o=f("button","dsv-small dsv-numbers","numbers"),n=f("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&re(
t,n,e()),r)}function re(t,e,{columns:o,rows:n,note:r}){let s=ct("dsv-table",o);for(let a of s.head.children)a.scope="col";for(let a of n.slice(0,V)){let c=f("tr");
c.style.cursor="default";for(let l of a)c.append(f("td","",se(l)));s.rows.append(c)}let i=n.length>V?`The first ${V} of ${n.length} rows. `:"";e.replaceChildren(
f("div","dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function se(t){return typeof t=="number"?Number.isInteger(t)?String(t):x(t,4):
String(t??"–")}var ie="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",ae={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},ce={expert:-1,entry:-1,hover_entry:-1},le=["SELECT","INPUT","TEX\
TAREA"],Tt=t=>({initialize:ut,render:e=>fe(e,t)});async function fe({model:t,el:e},o){let n=pe(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new G(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function de(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,r]of Object.entries({...o?ce:{},...e}))t.set(n,r);t.save_changes()}function pe({title:t,aria:e}){let o=f("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=f("div","dsv-head"),r=f("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(f(
"span","dsv-title",t),f("span","dsv-space"));let s=f("div","dsv-look"),i=f("div","dsv-message"),a=f("div","dsv-body");return o.append(f("div","dsv-gone",ie),n,s,
r,i,a),{root:o,head:n,look:s,facts:r,message:i,body:a}}var G=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:i,message:a,body:c},l){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=i,this.body=c,this.#t=a,this.#r=l,this.own=void 0,this.tabled=l.table?kt(this,()=>l.table(
this)):null,dt(this,e.get("about"),d=>l.symbols?.(this,d)),this.kept=yt(e,()=>n,()=>o.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){de(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n===
"hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(
o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#c(){let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(l,d,p)=>{l.on(d,p),this.#e.push(()=>l.off(d,p))};
s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let i=()=>n.classList.toggle("gone",o.comm_live===!1);i(),s(o,"comm_live_update",i);let a=new MutationObserver(
()=>{r(),setTimeout(r,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.
observe(n),this.#e.push(()=>a.disconnect(),()=>c.disconnect())}#l(){this.listen(this.root,"focusin",Y,!0),this.listen(this.root,"keydown",e=>{if(le.includes(e.target.
tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(ae):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},Y=t=>{t.target.dataset.lmSuppressShortcuts="true"};function Et(t,e,o){let n=t.sel.get("token"),r=n===-1?o-1:n,s=Number.isFinite(e)?r+e:e<0?0:o-1;t.pick({token:k(s,0,o-1)})}function Nt(t,e,o){if(!o.length)return;
let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[k(n+e,0,o.length-1)],expert:-1,entry:-1})}var ue=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,me=/<｜([^｜<>\n]*)｜>/g,he=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
ge=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,be=t=>t.replace(ue,ge),X=t=>be(t.replace(me,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
xe=t=>he.test(t)?`⁨${t}⁩`:t;function I(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=X(o)||"␣",r=[...n];return xe(r.length>e?`${r.slice(0,
e-1).join("")}…`:n)}var ye=.58;function D(t,e){let o=Math.min(t.length,e.length);for(let n=0;n<o;n++)if(t[n]!==e[n])return n;return o}function ke({model:t,own:e}){return t.get("mea\
sure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(M(t,"values")),from:t.get("low"),to:t.get("high")}}function wt(t,e,o){
let{own:n}=t,r=n.painted,{values:s,from:i,to:a}=ke(t),c=r.from===i&&r.to===a;if(c&&r.values===s&&r.pieces===n.shown)return;let l=c&&!o?D(r.values,s):0;n.version++,
n.done.length=Math.min(n.done.length,e);for(let d=0;d<Math.min(l,n.done.length);d++)n.done[d]&&(n.done[d]=n.version);n.painted={values:s,from:i,to:a,pieces:n.shown}}
function F({own:t},e){let o=0,n=t.nodes.length;for(;o<n;){let r=o+n>>1;t.nodes[r].offsetTop-t.strip.offsetTop<e?o=r+1:n=r}return o}function Q(t){let{first:e,strip:o}=t.
own;return[e+F(t,o.scrollTop-4),e+F(t,o.scrollTop+o.clientHeight-8)]}function J(t){let{own:e}=t,{strip:o,nodes:n}=e;if(!n.length)return;let{values:r,from:s,to:i}=e.
painted,a=o.clientHeight||100,c=Math.max(0,F(t,o.scrollTop-a)-1),l=Math.min(n.length,F(t,o.scrollTop+2*a)+1);for(let d=c;d<l;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let p=r[d],h=Number.isNaN(p)||p===void 0,m=!h&&s<0&&p<0,E=ye*(s<0?_(Math.abs(p),0,i):_(p,s,i)),g=m?"--dsv-below":"--dsv-tint";n[d].classList.
toggle("none",h),n[d].classList.toggle("below",m),n[d].style.backgroundColor=h?"":`rgba(var(${g}), ${E.toFixed(3)})`}}var C=16,Te=300;function Ee(t,e){let o=new Float32Array(e).fill(Number.NaN);for(let n=0;n<e;n++){let r=Math.floor((n+1)*t.length/e),s=0,i=0;for(let a=Math.floor(
n*t.length/e);a<r;a++)Number.isNaN(t[a])||(s+=t[a],i++);i&&(o[n]=s/i)}return o}function B({own:t},e){let o=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return k(Math.floor(o*t.total),0,t.total-1)}function Z(t,e,o){let{body:n,model:r,root:s,sel:i,own:a}=t,{map:c,total:l}=a,d=l>Te;if(c.style.display=d?
"":"none",!d)return;let p=Math.max(100,n.clientWidth-4),{values:h}=a.painted,m=Math.min(l,Math.floor(p)),E=l>a.shown.length?A(r.get("bins")):Ee(h,m),g=lt(c,p,C);
Ne(t,g,E,p);let b=N=>N/l*p,[O,R]=[i.get("query_first"),i.get("query_last")];O!==-1&&(g.fillStyle=T(s,"chosen"),g.fillRect(b(O),C-3,Math.max(2,b(R+1)-b(O)),3)),a.
nodes.length&&(g.strokeStyle=T(s,"ink"),g.strokeRect(b(o[0])+.5,.5,Math.max(3,b(o[1])-b(o[0]))-1,C-1)),g.fillStyle=T(s,"chosen");for(let N of e)g.fillRect(b(N),
0,1.5,5);if(i.get("token")===-1)return;let $=b(i.get("token"));g.beginPath(),g.moveTo($-4,0),g.lineTo($+4,0),g.lineTo($,7),g.fill()}function Ne({root:t,own:e},o,n,r){
let{from:s,to:i}=e.painted,a=T(t,"below"),c=T(t,"tint"),l=r/n.length;n.forEach((d,p)=>{let h=s<0?_(Math.abs(d),0,i):_(d,s,i);o.fillStyle=Number.isNaN(d)?"transp\
arent":`rgba(${s<0&&d<0?a:c}, ${.9*h})`,o.fillRect(p*l,0,Math.max(l,1),C)}),o.strokeStyle=T(t,"line"),o.strokeRect(.5,.5,r-1,C-1)}function At(t,e){let o=e.toLowerCase(),n=[];if(!o)return n;let r=[],s="";for(let a of t)r.push(s.length),s+=a.toLowerCase();let i=0;for(let a=s.indexOf(o);a>=0;a=
s.indexOf(o,a+1)){for(;i+1<r.length&&r[i+1]<=a;)i++;n[n.length-1]!==i&&n.push(i)}return n}var L=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function P(t){let{model:e,own:o}=t;return o.box.value?L(t)?Array.from(y(e.get("found"))):o.search(o.shown,o.box.value).map(n=>n+o.first):[]}function _t(t,e){let{own:o}=t,{choose:n,strip:r}=o;t.listen(n,"change",()=>t.tell("measure",n.value)),t.listen(r,"click",s=>{let i=Mt(t,s);i!==-1&&(s.shiftKey?tt(
t,St(t),i):Ot(t,i))}),t.listen(r,"mousedown",s=>{s.shiftKey&&s.preventDefault()}),t.listen(r,"mousemove",s=>t.hover({hover_token:Mt(t,s)})),t.listen(r,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(r,"scroll",()=>{o.following=r.scrollTop+r.clientHeight>r.scrollHeight-30,e()}),we(t),Me(t),_e(t)}function we(t){let{
root:e,sel:o,own:n}=t,{box:r}=n,s=i=>{if(i.key==="Escape"&&(e.dataset.anchor=""),!i.shiftKey||!["ArrowLeft","ArrowRight"].includes(i.key)||i.target===r)return;let a=St(
t),[c,l]=[o.get("query_first"),o.get("query_last")];tt(t,a,k((c===-1?a:a===c?l:c)+(i.key==="ArrowRight"?1:-1),0,n.total-1)),i.preventDefault(),i.stopImmediatePropagation()};
t.listen(e,"keydown",s,!0),t.listen(r,"input",()=>{L(t)&&t.tell("search",r.value),t.redraw()}),t.listen(r,"keydown",i=>{i.key==="Escape"&&(r.value="",e.focus(),
t.redraw()),i.key==="Enter"&&Ae(t,i.shiftKey),i.stopPropagation()})}function Ae(t,e){let o=P(t),n=t.sel.get("token");if(!o.length)return;let r=e?o.findLast(s=>s<
n):o.find(s=>s>n);t.pick({token:r??o[e?o.length-1:0]})}function Me(t){let{own:e}=t,{map:o}=e;t.listen(o,"mousedown",n=>{e.drag=B(t,n),n.preventDefault()}),t.listen(
o,"mousemove",n=>{let r=B(t,n);e.drag!==null&&n.buttons&&Math.abs(r-e.drag)>e.total/200&&tt(t,e.drag,r)}),t.listen(o,"click",n=>{let r=B(t,n);(e.drag===null||Math.
abs(r-e.drag)<=e.total/200)&&Ot(t,r),e.drag=null})}function _e(t){let e=o=>!!o.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focusin",o=>e(
o)&&Y(o),!0),t.listen(document,"keydown",o=>{let{target:n,key:r,ctrlKey:s,metaKey:i,shiftKey:a}=o,c=r==="Enter"&&(s||i||a);n.tagName!=="TEXTAREA"||!c||!e(o)||n.
closest(".dsv-chat")||(o.preventDefault(),o.stopPropagation(),t.model.send({press:"run",prompt:n.value}))},!0)}function Mt({own:t},e){let n=e.target.closest?.("\
.dsv-token");return n?t.first+Number(n.dataset.index):-1}function St({root:t,sel:e,own:o}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?
e.get("token"):o.total-1}function Ot(t,e){t.root.dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function tt(t,e,o){t.root.dataset.anchor=String(
e),t.pick({query_first:Math.min(e,o),query_last:Math.max(e,o)})}var Se=["picked","hover","lit","ranged","found","taken"],Oe=18;function $t(t,e,o){let{model:n,sel:r,own:s}=t;for(let m of s.marked)m.classList.remove(...Se),m.removeAttribute(
"aria-selected"),m.removeAttribute("title");s.marked=[];let i=$e(t);for(let m of e)S(t,m,"found");let a=y(n.get("taken"));for(let m of a)S(t,m,"taken");let[c,l]=[
r.get("query_first"),r.get("query_last")],d=Math.min(l,s.first+s.nodes.length-1);if(c!==-1)for(let m=Math.max(c,s.first);m<=d;m++)S(t,m,"ranged");let p=r.get("e\
xpert");s.takenKey.textContent=p>=0&&a.length?`expert ${p} of layer ${r.get("layer")}: ${a.length} tokens`:"";let h=o?` in tokens ${s.first} to ${s.first+s.shown.
length-1}`:"";s.count.textContent=s.box.value?(e.length?`${e.length} found`:"not found")+h:"",ve(t,i),Ie(t),Ce(t,i)}function S({own:t},e,o){let n=t.nodes[e-t.first];
return n?(n.classList.add(o),t.marked.push(n),n):null}function $e(t){let{model:e,own:o}=t,n=A(e.get("lit_gate")),r=Math.max(...n),s=Array.from(y(e.get("lit")));
for(let[i,a]of s.entries()){let c=S(t,a,"lit");c&&(c.title=`gate ${x(n[i],3)}`,c.style.setProperty("--dsv-gate",(Oe*n[i]/r).toFixed(1)))}return s.filter(i=>o.nodes[i-
o.first])}function vt({own:t},e){let{strip:o}=t,n=e.offsetTop-o.offsetTop;return n>=o.scrollTop&&n<o.scrollTop+o.clientHeight-12}function ve(t,e){let{own:o}=t,{
strip:n}=o,r=e.map(s=>o.nodes[s-o.first]);r.length&&n.dataset.lit!==e.join()&&!r.some(s=>vt(t,s))?(o.home??=n.scrollTop,n.scrollTop=r[0].offsetTop-n.offsetTop-4):
!r.length&&o.home!==null&&(n.scrollTop=o.home,o.home=null),n.dataset.lit=e.join()}function Ie(t){let{sel:e,own:o}=t,{strip:n}=o,r=e.get("hover_token"),s=e.get("\
token");r>=0&&S(t,r,"hover");let i=s>=0?S(t,s,"picked"):null;i&&(i.setAttribute("aria-selected","true"),n.dataset.picked!==`${s} ${o.first}`&&!vt(t,i)&&(n.scrollTop=
i.offsetTop-n.offsetTop-n.clientHeight/2)),n.dataset.picked=`${s} ${o.first}`}function Ce(t,e){let{model:o,sel:n,facts:r,own:s}=t,{first:i,total:a,shown:c}=s,l=n.
get("hover_token"),d=n.get("token"),p=d>=0&&d<a?d:a-1,h=l>=i&&l<a?l:p;if(r.replaceChildren(),h<0)return;if(e.length){let U=A(o.get("lit_gate")),rt=U.indexOf(Math.
max(...U)),Rt=I(c[y(o.get("lit"))[rt]-i]??"",24),Ht=f("b","",`“${Rt}” ${x(U[rt])}`);r.append(`${o.get("lit_title")}, strongest `,Ht,` of ${e.length} tokens`);
return}let m=h-i,[E,g,b]=s.measure,O=h===l?"":d===h?"chosen: ":"newest: ",R=s.shownFlags[m],$=R&2?" (marker)":R&4?" (bytes of a character)":"";r.append(`${O}tok\
en ${h} of ${a} `,f("b","",`“${I(c[m]??"",24)}”`),`${$} · ${g} ${x(s.painted.values[m])} ${b}`),E==="reach"&&o.get("reach_note")&&r.append(" · hatched: ",
o.get("reach_note"));let[N,nt]=[n.get("query_first"),n.get("query_last")];N!==-1&&r.append(` · range ${N} to ${nt} (${nt-N+1} tokens)`)}var Le="0.16";function It(t){if(matchMedia("(prefers-reduced-motion: reduce)").matches)return;let e=o=>({boxShadow:`inset 0 -2px 0 ${o}`});for(let o of t.slice(
-60))o.animate([e("var(--dsv-mark)"),e("transparent")],1200)}function Pe(t,e,o){let n=t||o,r=e||o;return n<r?[n,r,!1]:[r,n,!0]}function Ct({sel:t,own:e}){let o=t.
get("written"),n=o===void 0||o<0?0:Math.max(1,o+1-e.first),[r,s,i]=Pe(Math.min(e.dimmed||e.nodes.length,e.nodes.length),n,e.nodes.length);for(let a=r;a<Math.min(
s,e.nodes.length);a++)e.nodes[a].style.opacity=i?Le:"";e.dimmed=n,n&&n<=e.nodes.length&&e.nodes[n-1].scrollIntoView({block:"nearest",inline:"nearest"})}var Re="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.58))",He="linear-gradient(90deg, rgba(var(--dsv-below),.58), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.58))";function Fe({head:t,body:e}){let o=f("select");o.setAttribute("aria-label","colour tokens by");let n=f("span","dsv-legend"),r=f(
"span"),s=f("span","dsv-ramp"),i=f("span");n.append(o,r,s,i);let a=f("span","dsv-key taken"),c=f("input","dsv-search");c.type="search",c.placeholder="find text",
c.setAttribute("aria-label","find text in the tokens; Enter goes to the next place");let l=f("span","dsv-legend");l.setAttribute("role","status"),t.querySelector(
".dsv-numbers")?.before(c,n,l,a);let d=f("canvas","dsv-map"),p=f("div","dsv-strip");return p.setAttribute("role","listbox"),p.setAttribute("aria-label","tokens"),
d.title="the whole run; click to go there, drag to choose a range",e.append(d,p),{choose:o,legend:n,low:r,bar:s,high:i,takenKey:a,box:c,count:l,map:d,strip:p,texts:v(
it),floats:v(A),shares:v(st),search:v(At),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(
0),from:0,to:0,pieces:null},version:0,done:[],following:!0,home:null,drag:null,dimmed:0}}function De(t){let{model:e,root:o,sel:n,own:r}=t,s=r.texts(M(e,"utf8"),
M(e,"lengths")),i=w(M(e,"flags")),a=r.first!==e.get("first");r.first=e.get("first"),r.total=Math.max(e.get("total"),r.first+s.length);let c=Be(t,s,i,a),l=e.get(
"measures");r.measure=l.find(p=>p[0]===e.get("measure"))??["","","",""],wt(t,c,a),J(t),Ct(t),Ue(t,l);let d=P(t);$t(t,d,r.total>r.shown.length&&!L(t)),Z(t,d,Q(t)),
o.drawn={pieces:s,values:r.painted.values,flags:i,first:r.first,total:r.total,measure:r.measure[0],picked:n.get("token"),range:[n.get("query_first"),n.get("quer\
y_last")],found:d,taken:Array.from(y(e.get("taken"))),note:e.get("reach_note"),lit:Array.from(y(e.get("lit"))),at:performance.now()}}function Be({own:t},e,o,n){
let{strip:r}=t,s=e===t.shown?e.length:D(t.shown,e),i=n?0:Math.min(s,D(t.shownFlags.subarray(0,s),o));for(let c of t.nodes.splice(i))c.nextSibling?.remove(),c.remove();
let a=document.createDocumentFragment();for(let c=i;c<e.length;c++){let l=Ke(e[c],o[c],c);t.nodes.push(l),a.append(l,f("wbr"))}return r.append(a),i&&It(t.nodes.
slice(i)),i<e.length&&t.following&&(r.scrollTop=r.scrollHeight),t.shown=e,t.shownFlags=o,i}function Ke(t,e,o){let n=f("span","dsv-token");n.setAttribute("role",
"option"),n.dataset.index=String(o),e&1||n.classList.add("prompt"),e&2&&n.classList.add("special"),e&4&&n.classList.add("bytes");for(let[r,s]of t.split(`
`).entries())r&&n.append(f("span","sign","⏎"),`
`),s&&n.append(X(s));return t||n.append(f("span","sign","∅")),n}function Ue({model:t,own:e},o){let{choose:n,legend:r,low:s,high:i,bar:a}=e,{from:c,to:l}=e.painted,
[d,,p,h]=e.measure;ft(n,o.map(([E,g])=>[E,`colour: ${g}`])),n.value=t.get("measure");let m=d==="reach"?t.get("reach_note"):"";r.title=`darker: ${h}; hatched: ${m||
"no value"}`,s.textContent=x(c),i.textContent=`${x(l)} ${p}`,a.style.background=c<0?He:Re}function qe({sel:t,own:e}){let{first:o,shown:n,shownFlags:r,painted:s,
measure:i}=e,a=Math.max(0,Math.min(t.get("token")-o,n.length)-200);return{columns:["position","token","origin",`${i[1]} (${i[2]})`],rows:n.slice(a).map((c,l)=>[
o+a+l,`“${I(c,40)}”`,r[a+l]&1?"generated":"prompt",s.values[a+l]])}}var K=t=>e=>{e.root.dataset.anchor="",Et(e,t,e.own.total)};function Lt(t,e){Nt(t,e,Array.
from({length:t.model.get("layers")},(o,n)=>n))}var We={title:"Tokens",aria:"Tokens of this run. Left and right arrows choose a token, with shift a range, up and\
 down the layer, slash searches, Escape follows the newest.",keys:{ArrowLeft:K(-1),ArrowRight:K(1),ArrowUp:t=>Lt(t,-1),ArrowDown:t=>Lt(t,1),Home:K(Number.NEGATIVE_INFINITY),
End:K(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:Fe,listen:t=>_t(t,()=>{J(t),Z(t,P(t),Q(t))}),draw:De,table:qe,symbols:({sel:t,own:e},o)=>{let n=(t.
get("token")===-1?e.total-1:t.get("token"))-e.first,r=e.measure[0]==="surprise"?e.painted.values[n]:Number.NaN;if(r>=0)return`${x(o==="p"?Math.exp(-r):r,3)} for\
 token ${e.first+n}`}},dn=Tt(We);export{dn as default};
