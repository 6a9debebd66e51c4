function $(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function G(t,e){let n=$(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var Y=t=>G(t,Int16Array);function V(t,e){let n=$(t),o=new TextDecoder,r=[],s=0;for(let i of G(e,Uint16Array))r.push(o.decode(n.subarray(s,s+i))),s+=i;return r}function R(t){let e=null,n;
return(...o)=>((!e||o.some((r,s)=>r!==e[s]))&&(n=t(...o),e=o),n)}var T=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function K(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function Ot(t,e,n){let o=K(t),r=K(e);return o.map((s,i)=>Math.round(s+(r[i]-s)*n))}var St=(t,e,n)=>`rgb(${Ot(t,e,
n).join(",")})`,Q=(t,e)=>Array.from({length:255},(n,o)=>St(t,e,o/254));function d(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function W(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))o.setAttribute(r,String(s));return n!==void 0&&(o.textContent=n),o}function X(t,e){let n=d("op\
tion","",e);return n.value=String(t),n}function M(t,e){let n=d("table",t),o=d("thead"),r=d("tr"),s=d("tbody");for(let i of e)r.append(d("th","",i));return o.append(
r),n.append(o,s),{table:n,head:r,rows:s}}function Z(t,e,n){let o=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*o)),s=Math.max(1,Math.round(n*o));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${n}px`;let i=_t(t);return i.setTransform(o,0,0,o,0,0),i.clearRect(0,0,e,n),i}var _t=t=>t.
getContext("2d");var I=(t,e,n)=>Math.max(e,Math.min(n,t));function y(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function J(t,e){let n=JSON.stringify(e);t.dataset.options!==n&&(t.replaceChildren(...e.map(([o,r])=>X(o,r))),t.dataset.options=n)}var Lt=["fill","outline","under","dotted","dashed","ramp"],Ct=["hatch","dots","dot","bar","tick","strike"],Rt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function Mt(t,e){let n=d("span","dsv-mark-of"),[o,r]=t.split(" "),s=Lt.includes(o)&&r||Ct.includes(o),
i=d("span",s?`dsv-sign dsv-sign-${o}`:"dsv-sign-letters",s?"":t);return r&&s&&i.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),i.setAttribute(
"aria-hidden",String(s)),n.append(i,e),n}function tt(t,e,n){if(!e?.look_for)return;let{head:o,look:r}=t,s=d("div","dsv-marks"),i=d("div","dsv-help"),a=d("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...e.marks.map(([c,l])=>Mt(c,l))),i.append(...e.explains.map(c=>d("p","",c))),e.equation&&
i.append(...It(t,e,n)),r.append(d("p","dsv-look-for",e.look_for),s,i),o.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,r.classList.toggle("explained",!i.hidden),
a.setAttribute("aria-expanded",String(!i.hidden))})}function It(t,e,n){let o=d("div","dsv-equation"),r=d("div","dsv-symbol-said","Point at a symbol for what it \
is here.");r.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let i=d("div");for(let{text:a,symbol:c}of Rt(s)){if(!c){i.append(a);continue}let l=d("span","dsv-symbol",a.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("r\
ole","button"),l.dataset.symbol=a;let p=()=>{let f=n(a),u=f?d("b","",` Here: ${f}.`):"";r.replaceChildren(d("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,u),
r.dataset.symbol=a};for(let f of["mouseenter","focus","click"])t.listen(l,f,p);i.append(l)}o.append(i)}return[o,r]}var et=globalThis;et.dsvGains??=new WeakMap;var U=et.dsvGains;function A(t,e){let n=t.get(e);return U.get(n)?.whole??n}function Pt(t,e,n,o){let r=t.get(e),s=$(A(
t,e)),i=$(o);if(s.length!==n||!(r instanceof Object))return!1;let a=U.get(r);if(!a||a.room.length<n+i.length){let c=new Uint8Array(2*(n+i.length));c.set(s),a={room:c},
U.set(r,a)}return a.room.set(i,n),a.whole=a.room.subarray(0,n+i.length),!0}async function Dt(t,e,n){let o=await Promise.all(e.map(async([s])=>t.widget_manager.get_model(
s)).map(s=>s.catch(()=>null))),r=0;for(let[s,[,i,a]]of e.entries()){let c=n.slice(r,r+a);r+=a,o[s]?._handle_comm_msg({content:{data:i},buffers:c,parent_header:{}})}}
function nt({model:t}){let e=(n,o)=>{if(n?.frame)return void Dt(t,n.frame,o);let r=(n?.gained??[]).filter(([s,i],a)=>!Pt(t,s,i,o[a]));r.length&&t.send({whole:r.
map(([s])=>s)})};t.on("msg:custom",e)}var B=8;var Wt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Ut(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*B,n=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*B,o=t.cloneNode(!0);rt(t,o),Object.assign(o.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=Bt(t),s=d("div");s.style.cssText=`padding:${B}px;box-sizing:border-box;width:${e}px;he\
ight:${n}px;background:${r}`,s.append(o);let i={width:e,height:n},a=W("svg",{...i,viewBox:`0 0 ${e} ${n}`}),c=W("foreignObject",{x:0,y:0,...i});return c.append(
s),a.append(c),{text:new XMLSerializer().serializeToString(a),width:e,height:n}}function Bt(t){for(let e=t;e;e=e.parentElement){let n=getComputedStyle(e).backgroundColor;
if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function rt(t,e){ot(t,e);let[n,o]=[[...t.children],[...e.children]];n.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)o[s].replaceWith(jt(r));else if(r instanceof HTMLSelectElement){let i=d("span","",r.selectedOptions[0]?.textContent??"");o[s].replaceWith(i),ot(
r,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?o[s].remove():(rt(r,o[s]),
r.scrollTop&&Ht(r.scrollTop,o[s]))})}function Ht(t,e){let n=d("div");n.style.cssText=`position:relative;top:${-t}px`,n.append(...e.childNodes),e.append(n),e.style.
overflow="hidden"}function ot(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let n=getComputedStyle(
t),o=e.style;for(let r of Wt)o.setProperty(r,n.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function jt(t){let e=d("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let n=getComputedStyle(t);for(let o of["position","left","top","width","height","margin","display"])e.style.setProperty(o,n.
getPropertyValue(o));return e}async function zt(t,e){let{text:n,width:o,height:r}=Ut(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
n)}`,await s.decode();let i=d("canvas");i.width=o*e,i.height=r*e;let a=i.getContext("2d");return a.scale(e,e),a.drawImage(s,0,0),i}var Ft=(t,e)=>new Promise(n=>t.
toBlob(n,e,.85));async function st(t,e){let n=await Ft(await zt(t,e),"image/webp");if(!n)throw new Error("This browser made no picture.");return{kind:n.type.replace("image/",""),
bytes:new Uint8Array(await n.arrayBuffer())}}var qt=1500,Gt=6e3,Yt=1,it="dsv-kept-away",Vt="dsv-kept-came",H=new Set,at=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function lt(t,e,n){let o,r=!1,s=()=>t.get("kept"),i=()=>{for(let l of at(s()))l.classList.add(it)},a=({animationName:l})=>{l===Vt&&i()};document.addEventListener(
"animationstart",a),H.add(s);let c=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!n()))try{let{kind:p,bytes:f}=await st(l,Yt);t.send({kept:p},void 0,
[f.buffer]),r=!0}catch(p){console.warn(`No picture of this view goes into the notebook: ${p}`)}};return{changed(){s()&&(i(),clearTimeout(o),o=setTimeout(c,r?Gt:
qt))},clean(){if(clearTimeout(o),document.removeEventListener("animationstart",a),H.delete(s),![...H].some(l=>l()===s()))for(let l of at(s()))l.classList.remove(
it)}}}var j=400;function ct(t,e){let n=d("button","dsv-small dsv-numbers","numbers"),o=d("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the n\
umbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let r=!1;
return t.listen(n,"click",()=>{r=!r,n.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(o.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Kt(
t,o,e()),r)}function Kt(t,e,{columns:n,rows:o,note:r}){let s=M("dsv-table",n);for(let a of s.head.children)a.scope="col";for(let a of o.slice(0,j)){let c=d("tr");
c.style.cursor="default";for(let l of a)c.append(d("td","",Qt(l)));s.rows.append(c)}let i=o.length>j?`The first ${j} of ${o.length} rows. `:"";e.replaceChildren(
d("div","dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:n,rows:o.length}}function Qt(t){return typeof t=="number"?Number.isInteger(t)?String(t):y(t,4):
String(t??"–")}var Xt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Zt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Jt={expert:-1,entry:-1,hover_entry:-1},te=["SELECT","INPUT","TEX\
TAREA"],dt=t=>({initialize:nt,render:e=>ee(e,t)});async function ee({model:t,el:e},n){let o=oe(n);e.append(o.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new z(t,r,o,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function ne(t,e){let n=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[o,r]of Object.entries({...n?Jt:{},...e}))t.set(o,r);t.save_changes()}function oe({title:t,aria:e}){let n=d("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=d("div","dsv-head"),r=d("div","dsv-facts");r.setAttribute("aria-live","polite"),o.append(d(
"span","dsv-title",t),d("span","dsv-space"));let s=d("div","dsv-look"),i=d("div","dsv-message"),a=d("div","dsv-body");return n.append(d("div","dsv-gone",Xt),o,s,
r,i,a),{root:n,head:o,look:s,facts:r,message:i,body:a}}var z=class{#n=!1;#o=!1;#s=60;#t;#r;#e=[];constructor(e,n,{root:o,head:r,look:s,facts:i,message:a,body:c},l){
this.model=e,this.sel=n,this.root=o,this.head=r,this.look=s,this.facts=i,this.body=c,this.#t=a,this.#r=l,this.own=void 0,this.tabled=l.table?ct(this,()=>l.table(
this)):null,tt(this,e.get("about"),p=>l.symbols?.(this,p)),this.kept=lt(e,()=>o,()=>n.comm_live!==!1),this.#l(),this.#c()}redraw(){this.#n||this.#o||(this.#n=!0,
requestAnimationFrame(()=>{this.#n=!1,this.#o||this.#i()}))}#i(){let{root:e,model:n,facts:o,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let s=n.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){o.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){ne(this.sel,e)}hover(e){let n=Object.entries(e).filter(([o,r])=>this.sel.get(o)!==r);this.#a(n),n.some(([o])=>o===
"hover_entry")&&this.sel.save_changes()}#a(e){for(let[n,o]of e)this.sel.set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,r){e.addEventListener(
n,o,r),this.#e.push(()=>e.removeEventListener(n,o,r))}#l(){let{model:e,sel:n,root:o}=this,r=()=>this.redraw(),s=(l,p,f)=>{l.on(p,f),this.#e.push(()=>l.off(p,f))};
s(e,"change",r),s(e,"msg:custom",r),s(n,"change",r);let i=()=>o.classList.toggle("gone",n.comm_live===!1);i(),s(n,"comm_live_update",i);let a=new MutationObserver(
()=>{r(),setTimeout(r,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.
observe(o),this.#e.push(()=>a.disconnect(),()=>c.disconnect())}#c(){this.listen(this.root,"focusin",re,!0),this.listen(this.root,"keydown",e=>{if(te.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key==="Escape"?()=>this.pick(Zt):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#o=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},re=t=>{t.target.dataset.lmSuppressShortcuts="true"};function L(t,e,n){let o=t.sel.get("token"),r=o===-1?n-1:o,s=Number.isFinite(e)?r+e:e<0?0:n-1;t.pick({token:I(s,0,n-1)})}function F(t,e,n){if(!n.length)return;let o=Math.
max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[I(o+e,0,n.length-1)],expert:-1,entry:-1})}var se=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,ie=/<｜([^｜<>\n]*)｜>/g,ae=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
le=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,ce=t=>t.replace(se,le),pt=t=>ce(t.replace(ie,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`)),
de=t=>ae.test(t)?`⁨${t}⁩`:t,P=t=>pt(t.replace(/\n/g,"⏎"));function S(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,
"·"),o=pt(n)||"␣",r=[...o];return de(r.length>e?`${r.slice(0,e-1).join("")}…`:o)}var _=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var ft={sliding:"▭",csa:"▤",hca:"▦"};var pe=17,fe=18,ue=27,C=14,he=640,E=88,v=54,mt=18,me=6,ge=.42,ut=2,ye="☷ the table chose, by the token's id: same token, same experts (outlined)",be="chosen b\
y the scores of the token's state";function D(t,e=0){let n=e*C+4,o=e>0&&t.length*n<=he,[r,s]=o?[ue,n]:[pe,fe],i=f=>t[f]==="hash"?0:1,a=[...t.keys()].sort((f,u)=>i(
f)-i(u)||f-u),c=[],l=0,p=null;for(let f of a)t[f]!==p&&(l+=p===null?0:me,c.push({band:t[f],y:l}),l+=mt,p=t[f]),c.push({index:f,y:l}),l+=s;return{rows:c,height:l,
cell:r,row:s,named:o}}function gt({rows:t,cell:e,row:n},o,r,s){let i=Math.floor(o/e),a=t.find(c=>c.index!==void 0&&r>=c.y&&r<c.y+n);return a?.index!==void 0&&i>=
0&&i<s?{token:i,index:a.index}:null}function yt({model:t,own:e}){let[n,o,r]=t.get("shape"),s=$(A(t,"weights")),i=$(A(t,"colours")),a=n*r?Math.min(Math.max(o,i.length/
n),s.length/(n*r)):0,c=e.texts(A(t,"utf8"),A(t,"lengths"));return{L:n,K:r,T:a,weights:s,codes:i,pieces:c,experts:e.ids(A(t,"experts")),layers:t.get("layers")}}function xe({
root:t,sel:e,own:n,model:o},r,s){let i=["none","ink","quiet","chosen"],[a,c,l,p]=i.map(u=>T(t,u)),f=n.shadesOf(T(t,"ramp-low"),T(t,"ramp-high"));return{none:a,ink:c,
quiet:l,mark:p,shades:f,picked:s,kinds:o.get("kinds"),bar:`rgb(${T(t,"tint")})`,cell:n.layout.cell,tall:n.layout.row,named:n.layout.named,left:n.scroll.scrollLeft,
hover:e.get("hover_token"),expert:e.get("expert"),row:r.layers.indexOf(e.get("layer"))}}function bt(t,e,n){let{own:o}=t,r=o.scroll.clientWidth,s=v+o.layout.height+
2,i=Z(o.canvas,r,s),a=xe(t,e,n),{left:c,quiet:l,cell:p}=a,f=Math.max(0,Math.floor(c/p)),u=Math.min(e.T-1,Math.floor((c+r-E)/p));i.font=_(),i.textBaseline="middl\
e",i.save(),i.beginPath(),i.rect(E,0,r-E,s),i.clip();let m=0;for(let g=f;g<=u;g++){ke(i,e,a,g);for(let{index:b,y:x}of o.layout.rows)b!==void 0&&we(i,e,a,g,b,v+x)&&
m++}return Ae(t,i,a,f,u),i.restore(),Ne(t,i,e,a),i.fillStyle=l,i.font=_(),i.fillText("layer",4,v-8),m}function ke(t,{pieces:e},{left:n,cell:o,picked:r,hover:s,mark:i,
ink:a,quiet:c},l){t.save(),t.translate(E+l*o-n+o/2,v-4),t.rotate(-Math.PI/2),t.fillStyle=e[l]===e[r]?i:l===s?a:c,t.font=_(l===r),t.fillText(S(e[l]??"",8),0,0),t.
restore()}function we(t,e,n,o,r,s){let{L:i,K:a,codes:c,experts:l,pieces:p}=e,{left:f,none:u,mark:m,shades:g,picked:b,cell:x,tall:w}=n,k=o*i+r,N=E+o*x-f;if(l[k*a]<
0)return t.fillStyle=u,t.beginPath(),t.arc(N+x/2,s+w/2,1.5,0,7),t.fill(),!1;let O=c[k]===255?u:g[c[k]],$t=(n.named?ve:Ee)(t,e,n,k*a,r,N,s,O);return p[o]===p[b]&&
o!==b&&n.kinds[r]==="hash"&&(t.strokeStyle=m,t.lineWidth=1,t.strokeRect(N+.5,s+.5,x-1,w-1)),$t}function xt(t,e){return t===255?e:t/254}function Ee(t,{K:e,weights:n,
experts:o},{cell:r,tall:s,expert:i,row:a,mark:c},l,p,f,u,m){let g=!1,b=u+1;for(let x=0;x<e;x++){let w=xt(n[l+x],1/e)*(s-2),k=i!==-1&&p===a&&o[l+x]===i;g||=k,t.fillStyle=
k?c:m,t.fillRect(f+1,b,r-2,Math.max(w-1,.5)),b+=w}return g}function ve(t,{K:e,weights:n,experts:o},r,s,i,a,c,l){let{cell:p,tall:f,expert:u,row:m,mark:g,ink:b,bar:x}=r,
w=!1;t.globalAlpha=ge,t.fillStyle=l,t.fillRect(a+1,c+1,p-2,f-2),t.globalAlpha=1;for(let k=0;k<e;k++){let N=c+2+k*C,O=u!==-1&&i===m&&o[s+k]===u;w||=O,t.fillStyle=
b,t.fillText(String(o[s+k]),a+4,N+C/2-1),t.fillStyle=x,t.fillRect(a+2,N+C-1-ut,Math.max(1,xt(n[s+k],0)*(p-4)),ut),O&&(t.strokeStyle=g,t.lineWidth=2,t.strokeRect(
a+2,N,p-4,C-1))}return w}function Ae({own:t,model:e},n,{left:o,ink:r,mark:s,picked:i,hover:a,row:c,cell:l},p,f){let{rows:u,height:m}=t.layout,g=(w,k,N,O)=>{n.strokeStyle=
k,n.lineWidth=N,n.globalAlpha=O,n.strokeRect(E+w*l-o+.5,v-1,l-1,m),n.globalAlpha=1};g(i,s,2,.55),a>=0&&g(a,r,1,.5);let b=e.get("parting");b>=p&&b<=f&&(n.strokeStyle=
r,n.setLineDash([4,3]),n.strokeRect(E+b*l-o+.5,v-1,.5,m),n.setLineDash([]));let x=u.find(w=>w.index===c);c<0||!x||(n.strokeStyle=s,n.lineWidth=2,n.strokeRect(E+
i*l-o,v+x.y,l,t.layout.row))}function Ne({own:t,model:e},n,{layers:o},{quiet:r,ink:s,mark:i,row:a}){for(let{index:c,band:l,y:p}of t.layout.rows){if(c===void 0){
n.fillStyle=r,n.font=_(),n.fillText(l==="hash"?ye:be,2,v+p+mt/2);continue}let f=e.get("attention_kinds")[c];n.fillStyle=c===a?i:s,n.font=_(c===a),n.fillText(`${o[c]}\
 ${ft[f]??""} ${f}`,4,v+p+t.layout.row/2)}}var Te="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",$e="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function Oe({expert:t,score:e,chosen:n}){let o=e.map(Number),r=Math.min(...o.filter((c,l)=>n[l])),
s=t.filter((c,l)=>!n[l]),i=t.filter((c,l)=>!n[l]&&o[l]>r);if(!s.length)return"; scores only set the weights";if(!i.length)return"; the scores would have chosen \
the same, and only set the weights";let a=i.length===s.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${i.join(",\
 ")}${a}`}function wt(t){let{model:e,sel:n,own:o}=t,{ranking:r,caption:s,inverse:i,note:a}=o,c=[e.get("detail"),n.get("expert"),e.get("uses")];if(c.every((b,x)=>b===
o.tabled[x]))return;o.tabled=c;let l=document.activeElement,p=r.contains(l)?l?.dataset.expert:void 0;r.replaceChildren(),s.replaceChildren(),i.replaceChildren(),
a.textContent="",_e(t);let f=e.get("detail");if(!f?.expert){s.textContent="Click a cell for the ranking behind it.";return}let u=o.texts(A(e,"utf8"),A(e,"length\
s")),m={...f,expert:f.expert};s.append("Ranking at ",d("b","",`layer ${f.layer}, token ${f.token} “${S(u[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${Oe(m)}`:` · margin of the choice ${y(f.margin,4)}`),Se(t,m),p!==void 0&&r.querySelector(`tr[data-expert="${p}"]`)?.focus();let g=e.get("uses")?.of?.expert===
n.get("expert");a.textContent=g?`Expert ${n.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",a.textContent+=$e}function Se({sel:t,own:e},n){let o=M("",["expert","logit","score","score + bias","weight","","‖output‖"]),
r=Math.max(...n.weight.map(i=>i??0),1e-9);n.expert.forEach((i,a)=>{let c=n.chosen[a]?y(n.weight[a],3):"",l=d("tr");l.dataset.expert=String(i),l.tabIndex=0;let p=c?
`weight ${c}`:"not chosen";l.setAttribute("aria-label",`expert ${i}, ${p}; Enter shows its tokens`),l.classList.toggle("out",!n.chosen[a]),l.classList.toggle("c\
ut",a>0&&n.chosen[a-1]&&!n.chosen[a]),l.classList.toggle("picked",i===t.get("expert"));let f=d("td"),u=d("span","dsv-bar");f.style.textAlign="left",u.style.width=
`${n.chosen[a]?Math.round(48*(n.weight[a]??0)/r):0}px`,f.append(u),l.append(d("td","",String(i)),d("td","",y(n.logit[a])),d("td","",y(n.score[a],3)),d("td","",y(
n.biased_score[a],3)),d("td","",c||"not chosen"),f,d("td","",y(n.norm[a]))),o.rows.append(l)});let s=d("tr");for(let i of["shared","","","","always","",y(n.shared_norm)])
s.append(d("td","",i));s.style.cursor="default",s.dataset.expert=String(-1),o.rows.append(s),e.ranking.append(...o.table.children)}function _e(t){let{model:e,sel:n,
own:o}=t,r=e.get("uses")??{};if(r.of?.expert!==n.get("expert"))return;let s=d("div","dsv-uses");s.append(kt(t,r.of,"chosen")),r.control&&s.append(kt(t,r.control,
"matched control")),o.inverse.append(s)}function kt(t,e,n){let o=d("div"),r=d("ol"),s=d("div","dsv-note");s.title=n==="chosen"?"":Te,s.append(d("b","",`expert ${e.
expert}`),` (${n}): ${e.count} tokens, ${e.different} different`);for(let i of e.rows){let a=d("li");a.dataset.token=String(i.token),a.tabIndex=0,a.append(d("sp\
an","quiet",P(i.before.slice(-18))),d("b","",P(i.piece)),d("span","quiet",P(i.after.slice(0,18))),d("small","",` ${y(i.weight)}`));let c=()=>t.pick({token:i.token});
a.addEventListener("click",c),a.addEventListener("keydown",l=>{l.key==="Enter"&&(c(),l.stopPropagation())}),r.append(a)}return o.append(s,r),o}function Et(t){let e=t.
model.get("detail"),n=(e?.expert??[]).map((o,r)=>[o,e.logit[r],e.score[r],e.biased_score[r],e.chosen[r]?e.weight[r]:"not chosen",e.norm[r]]);return{columns:["ex\
pert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...n,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Rankin\
g at layer ${e.layer}, token ${e.token}.`:""}}function vt(t,e,n){if(!t?.expert?.length)return;let o=Math.max(0,t.expert.indexOf(e)),r=t.weight.reduce((p,f,u)=>p+(t.chosen[u]?f??0:0),0),[s,i]=[t.score[o],t.biased_score[o]],
a=t.chosen.filter(Boolean).length,c=`expert ${t.expert[o]} of layer ${t.layer}, token ${t.token}`;return{z:`${y(t.logit[o])} (${c})`,s:`${y(s,3)} (${c})`,b:`${s===
null||i===null?"–":y(i-s,3)} (${c})`,k:`${a} of layer ${t.layer}`,weight:t.chosen[o]?`${y(t.weight[o],3)} (${c}, rank ${o+1} of ${a})`:`none: ${c} was not cho\
sen`,scale:y(r,3)}[n]}function Le(t,e,n,o,r){let s=0;for(let i=e*o;i<t.length;i+=n*o)t.subarray(i,i+o).includes(r)&&s++;return s}function Ce({body:t}){let e=d("select");e.setAttribute(
"aria-label","colour cells by");let n=d("span","dsv-legend"),o=d("span"),r=d("span","dsv-ramp"),s=d("span"),i=d("div","dsv-bar-row"),a=d("button","dsv-small","n\
ames");a.type="button",a.title="name the experts in the cells, or show more tokens",n.append(e,o,r,s),i.append(n,a);let c=d("div","dsv-grid"),l=d("div","dsv-gri\
d-stage"),p=d("canvas"),f=d("div");p.style.position="absolute",p.style.cursor="pointer",l.append(p),c.append(l,f);let u=d("table","dsv-table dsv-ranking"),m=d("\
div","dsv-note"),g=d("div","dsv-note"),b=d("div");return g.style.margin="4px 0 0",t.append(i,c,g,u,m,b),{choose:e,names:a,legend:n,low:o,bar:r,high:s,scroll:c,canvas:p,
spacer:f,ranking:u,note:m,caption:g,inverse:b,texts:R(V),ids:R(Y),shadesOf:R(Q),tabled:[],layout:D([]),named:!0,tokens:0,follow:!0,steered:!1,hovered:null,lastPicked:null}}
function Re(t){let{model:e,sel:n,own:o}=t,{choose:r,scroll:s,canvas:i,ranking:a}=o;t.listen(r,"change",()=>t.tell("colour",r.value)),t.listen(o.names,"click",()=>{
o.named=!o.named,o.lastPicked=null,t.redraw()});let c=()=>{o.steered=!0};for(let p of["wheel","pointerdown","touchmove","keydown"])t.listen(s,p,c,{passive:!0});
t.listen(s,"scroll",()=>{s.scrollLeft+s.clientWidth>s.scrollWidth-2*o.layout.cell?(o.follow=!0,o.steered=!1):o.steered&&(o.follow=!1),t.redraw()});let l=p=>{o.hovered=
p,t.hover({hover_token:p?p.token:-1}),t.redraw()};t.listen(i,"mousemove",p=>l(Nt(t,p))),t.listen(i,"mouseleave",()=>l(null)),t.listen(i,"click",p=>{let f=Nt(t,p);
if(!f)return;let u=e.get("layers")[f.index],m=u===n.get("layer")?{}:{layer:u,expert:-1,entry:-1};t.pick({token:f.token,...m})}),t.listen(a,"click",p=>Tt(t,p.target.
closest("tbody tr"))),t.listen(a,"keydown",p=>{["Enter"," "].includes(p.key)&&(Tt(t,p.target.closest("tr")),p.preventDefault(),p.stopPropagation())})}var At=({model:t,
own:e})=>e.layout.rows.flatMap(n=>n.index===void 0?[]:[t.get("layers")[n.index]]);function Nt({own:t},e){let n=t.canvas.getBoundingClientRect(),o=e.clientX-n.left-
E,r=e.clientY-n.top-v;return o<0?null:gt(t.layout,o+t.scroll.scrollLeft,r,t.tokens)}function Tt(t,e){let n=Number(e?.dataset.expert??-1);n>=0&&t.pick({expert:t.
sel.get("expert")===n?-1:n})}function Me(t){let{model:e,sel:n,root:o,own:r}=t,s=yt(t);r.tokens=s.T,r.layout=D(e.get("kinds"),r.named?s.K:0),r.names.setAttribute(
"aria-pressed",String(r.named)),r.names.style.display=D(e.get("kinds"),s.K).named?"":"none";let i=n.get("token"),a=i>=0&&i<s.T?i:s.T-1;Ie(t,i);let c=bt(t,s,a);Pe(
t),De(t,s),wt(t),o.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:s.T,layers:[...s.layers],picked:a,layer:n.get("layer"),detail:e.
get("detail"),highlighted:c,codes:Array.from(s.codes.slice(0,64))}}function Ie({own:t},e){let{scroll:n,spacer:o}=t,{cell:r}=t.layout,s=E+t.tokens*r+4;if(o.style.
width=`${s}px`,o.style.height=`${v+t.layout.height+2}px`,t.follow&&e===-1&&(n.scrollLeft=s),e!==t.lastPicked&&e>=0){let i=e*r,a=n.clientWidth-E;(i<n.scrollLeft||
i+r>n.scrollLeft+a)&&(n.scrollLeft=i-a/2)}t.lastPicked=e}function Pe({model:t,root:e,own:n}){let{choose:o,legend:r,low:s,bar:i,high:a}=n,c=t.get("colour_options");
J(o,c.map(([f,u])=>[f,`colour: ${u}`])),o.value=t.get("colour");let l=c.find(([f])=>f===t.get("colour"))?.[2]??"",p=n.shadesOf(T(e,"ramp-low"),T(e,"ramp-high"));
i.style.background=`linear-gradient(90deg, ${p[0]}, ${p[254]})`,s.textContent=y(t.get("low")),a.textContent=`${y(t.get("high"))} ${l}`,r.title="grey: this layer\
 has no such value"}function De({facts:t,sel:e,model:n,own:o},{L:r,K:s,T:i,experts:a,pieces:c,layers:l}){let{hovered:p}=o,f=e.get("expert"),u=l.indexOf(e.get("l\
ayer"));if(t.replaceChildren(),p){let m=(p.token*r+p.index)*s;t.append(`layer ${l[p.index]}, token ${p.token} “${S(c[p.token]??"",16)}”: experts `,d("b","",
a.slice(m,m+s).join(" ")))}else if(f!==-1&&u>=0){let m=Le(a,u,r,s,f),g=d("b","",`${m} of ${i} tokens`);t.append(`expert ${f} of layer ${e.get("layer")}: `,g," (\
marked cells)")}else n.get("parting")>=0?t.append("beside another run: the text parts at token ",d("b","",`${n.get("parting")}`)," (dashed)"):t.append(`${s} exp\
erts work on each token in every layer, and the shared one besides`)}var We={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys mo\
ve the chosen token and layer.",keys:{ArrowLeft:t=>L(t,-1,t.own.tokens),ArrowRight:t=>L(t,1,t.own.tokens),ArrowUp:t=>F(t,-1,At(t)),ArrowDown:t=>F(t,1,At(t)),Home:t=>L(
t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>L(t,Number.POSITIVE_INFINITY,t.own.tokens)},build:Ce,listen:Re,draw:Me,table:Et,symbols:({model:t,sel:e},n)=>vt(
t.get("detail"),e.get("expert"),n)},Zn=dt(We);export{Le as countUses,Zn as default};
