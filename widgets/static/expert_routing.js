function $(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function G(t,e){let o=$(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var Y=t=>G(t,Int16Array);function V(t,e){let o=$(t),n=new TextDecoder,r=[],s=0;for(let i of G(e,Uint16Array))r.push(n.decode(o.subarray(s,s+i))),s+=i;return r}function R(t){let e=null,o;
return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var T=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function K(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function Ot(t,e,o){let n=K(t),r=K(e);return n.map((s,i)=>Math.round(s+(r[i]-s)*o))}var St=(t,e,o)=>`rgb(${Ot(t,e,
o).join(",")})`,Q=(t,e)=>Array.from({length:255},(o,n)=>St(t,e,n/254));function d(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function W(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function X(t,e){let o=d("op\
tion","",e);return o.value=String(t),o}function M(t,e){let o=d("table",t),n=d("thead"),r=d("tr"),s=d("tbody");for(let i of e)r.append(d("th","",i));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}function Z(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.max(1,Math.round(o*n));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let i=_t(t);return i.setTransform(n,0,0,n,0,0),i.clearRect(0,0,e,o),i}var _t=t=>t.
getContext("2d");var I=(t,e,o)=>Math.max(e,Math.min(o,t));function y(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function J(t,e){let o=JSON.stringify(e);t.dataset.options!==o&&(t.replaceChildren(...e.map(([n,r])=>X(n,r))),t.dataset.options=o)}var Lt=["fill","outline","under","dotted","dashed","ramp"],Ct=["hatch","dots","dot","bar","tick","strike"],Rt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function Mt(t,e){let o=d("span","dsv-mark-of"),[n,r]=t.split(" "),s=Lt.includes(n)&&r||Ct.includes(n),
i=d("span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&i.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),i.setAttribute(
"aria-hidden",String(s)),o.append(i,e),o}function tt(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=d("div","dsv-marks"),i=d("div","dsv-help"),a=d("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...e.marks.map(([c,l])=>Mt(c,l))),i.append(...e.explains.map(c=>d("p","",c))),e.equation&&
i.append(...It(t,e,o)),r.append(d("p","dsv-look-for",e.look_for),s,i),n.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,r.classList.toggle("explained",!i.hidden),
a.setAttribute("aria-expanded",String(!i.hidden))})}function It(t,e,o){let n=d("div","dsv-equation"),r=d("div","dsv-symbol-said","Point at a symbol for what it \
is here.");r.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let i=d("div");for(let{text:a,symbol:c}of Rt(s)){if(!c){i.append(a);continue}let l=d("span","dsv-symbol",a.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("r\
ole","button"),l.dataset.symbol=a;let p=()=>{let f=o(a),u=f?d("b","",` Here: ${f}.`):"";r.replaceChildren(d("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,u),
r.dataset.symbol=a};for(let f of["mouseenter","focus","click"])t.listen(l,f,p);i.append(l)}n.append(i)}return[n,r]}var et=globalThis;et.dsvGains??=new WeakMap;var U=et.dsvGains;function A(t,e){let o=t.get(e);return U.get(o)?.whole??o}function Pt(t,e,o,n){let r=t.get(e),s=$(A(
t,e)),i=$(n);if(s.length!==o||!(r instanceof Object))return!1;let a=U.get(r);if(!a||a.room.length<o+i.length){let c=new Uint8Array(2*(o+i.length));c.set(s),a={room:c},
U.set(r,a)}return a.room.set(i,o),a.whole=a.room.subarray(0,o+i.length),!0}function ot({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,i],a)=>!Pt(t,s,
i,n[a]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var B=8;var Dt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Wt(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*B,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*B,n=t.cloneNode(!0);rt(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=Ut(t),s=d("div");s.style.cssText=`padding:${B}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${r}`,s.append(n);let i={width:e,height:o},a=W("svg",{...i,viewBox:`0 0 ${e} ${o}`}),c=W("foreignObject",{x:0,y:0,...i});return c.append(
s),a.append(c),{text:new XMLSerializer().serializeToString(a),width:e,height:o}}function Ut(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function rt(t,e){nt(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)n[s].replaceWith(Ht(r));else if(r instanceof HTMLSelectElement){let i=d("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(i),nt(
r,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?n[s].remove():(rt(r,n[s]),
r.scrollTop&&Bt(r.scrollTop,n[s]))})}function Bt(t,e){let o=d("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function nt(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let r of Dt)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function Ht(t){let e=d("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function jt(t,e){let{text:o,width:n,height:r}=Wt(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await s.decode();let i=d("canvas");i.width=n*e,i.height=r*e;let a=i.getContext("2d");return a.scale(e,e),a.drawImage(s,0,0),i}var zt=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function st(t,e){let o=await zt(await jt(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var Ft=1500,qt=6e3,Gt=1,it="dsv-kept-away",Yt="dsv-kept-came",H=new Set,at=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function lt(t,e,o){let n,r=!1,s=()=>t.get("kept"),i=()=>{for(let l of at(s()))l.classList.add(it)},a=({animationName:l})=>{l===Yt&&i()};document.addEventListener(
"animationstart",a),H.add(s);let c=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!o()))try{let{kind:p,bytes:f}=await st(l,Gt);t.send({kept:p},void 0,
[f.buffer]),r=!0}catch(p){console.warn(`No picture of this view goes into the notebook: ${p}`)}};return{changed(){s()&&(i(),clearTimeout(n),n=setTimeout(c,r?qt:
Ft))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",a),H.delete(s),![...H].some(l=>l()===s()))for(let l of at(s()))l.classList.remove(
it)}}}var j=400;function ct(t,e){let o=d("button","dsv-small dsv-numbers","numbers"),n=d("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Vt(
t,n,e()),r)}function Vt(t,e,{columns:o,rows:n,note:r}){let s=M("dsv-table",o);for(let a of s.head.children)a.scope="col";for(let a of n.slice(0,j)){let c=d("tr");
c.style.cursor="default";for(let l of a)c.append(d("td","",Kt(l)));s.rows.append(c)}let i=n.length>j?`The first ${j} of ${n.length} rows. `:"";e.replaceChildren(
d("div","dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function Kt(t){return typeof t=="number"?Number.isInteger(t)?String(t):y(t,4):
String(t??"–")}var Qt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Xt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Zt={expert:-1,entry:-1,hover_entry:-1},Jt=["SELECT","INPUT","TEX\
TAREA"],dt=t=>({initialize:ot,render:e=>te(e,t)});async function te({model:t,el:e},o){let n=oe(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new z(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function ee(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,r]of Object.entries({...o?Zt:{},...e}))t.set(n,r);t.save_changes()}function oe({title:t,aria:e}){let o=d("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=d("div","dsv-head"),r=d("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(d(
"span","dsv-title",t),d("span","dsv-space"));let s=d("div","dsv-look"),i=d("div","dsv-message"),a=d("div","dsv-body");return o.append(d("div","dsv-gone",Qt),n,s,
r,i,a),{root:o,head:n,look:s,facts:r,message:i,body:a}}var z=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:i,message:a,body:c},l){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=i,this.body=c,this.#t=a,this.#r=l,this.own=void 0,this.tabled=l.table?ct(this,()=>l.table(
this)):null,tt(this,e.get("about"),p=>l.symbols?.(this,p)),this.kept=lt(e,()=>n,()=>o.comm_live!==!1),this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){ee(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n===
"hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(
o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#l(){let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(l,p,f)=>{l.on(p,f),this.#e.push(()=>l.off(p,f))};
s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let i=()=>n.classList.toggle("gone",o.comm_live===!1);i(),s(o,"comm_live_update",i);let a=new MutationObserver(
()=>{r(),setTimeout(r,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.
observe(n),this.#e.push(()=>a.disconnect(),()=>c.disconnect())}#c(){this.listen(this.root,"focusin",ne,!0),this.listen(this.root,"keydown",e=>{if(Jt.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(Xt):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},ne=t=>{t.target.dataset.lmSuppressShortcuts="true"};function L(t,e,o){let n=t.sel.get("token"),r=n===-1?o-1:n,s=Number.isFinite(e)?r+e:e<0?0:o-1;t.pick({token:I(s,0,o-1)})}function F(t,e,o){if(!o.length)return;let n=Math.
max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[I(n+e,0,o.length-1)],expert:-1,entry:-1})}var re=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,se=/<｜([^｜<>\n]*)｜>/g,ie=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
ae=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,le=t=>t.replace(re,ae),pt=t=>le(t.replace(se,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
ce=t=>ie.test(t)?`⁨${t}⁩`:t,P=t=>pt(t.replace(/\n/g,"⏎"));function S(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,
"·"),n=pt(o)||"␣",r=[...n];return ce(r.length>e?`${r.slice(0,e-1).join("")}…`:n)}var _=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var ft={sliding:"▭",csa:"▤",hca:"▦"};var de=17,pe=18,fe=27,C=14,ue=640,E=88,v=54,mt=18,he=6,me=.42,ut=2,ge="☷ the table chose, by the token's id: same token, same experts (outlined)",ye="chosen b\
y the scores of the token's state";function D(t,e=0){let o=e*C+4,n=e>0&&t.length*o<=ue,[r,s]=n?[fe,o]:[de,pe],i=f=>t[f]==="hash"?0:1,a=[...t.keys()].sort((f,u)=>i(
f)-i(u)||f-u),c=[],l=0,p=null;for(let f of a)t[f]!==p&&(l+=p===null?0:he,c.push({band:t[f],y:l}),l+=mt,p=t[f]),c.push({index:f,y:l}),l+=s;return{rows:c,height:l,
cell:r,row:s,named:n}}function gt({rows:t,cell:e,row:o},n,r,s){let i=Math.floor(n/e),a=t.find(c=>c.index!==void 0&&r>=c.y&&r<c.y+o);return a?.index!==void 0&&i>=
0&&i<s?{token:i,index:a.index}:null}function yt({model:t,own:e}){let[o,n,r]=t.get("shape"),s=$(A(t,"weights")),i=$(A(t,"colours")),a=o*r?Math.min(Math.max(n,i.length/
o),s.length/(o*r)):0,c=e.texts(A(t,"utf8"),A(t,"lengths"));return{L:o,K:r,T:a,weights:s,codes:i,pieces:c,experts:e.ids(A(t,"experts")),layers:t.get("layers")}}function be({
root:t,sel:e,own:o,model:n},r,s){let i=["none","ink","quiet","chosen"],[a,c,l,p]=i.map(u=>T(t,u)),f=o.shadesOf(T(t,"ramp-low"),T(t,"ramp-high"));return{none:a,ink:c,
quiet:l,mark:p,shades:f,picked:s,kinds:n.get("kinds"),bar:`rgb(${T(t,"tint")})`,cell:o.layout.cell,tall:o.layout.row,named:o.layout.named,left:o.scroll.scrollLeft,
hover:e.get("hover_token"),expert:e.get("expert"),row:r.layers.indexOf(e.get("layer"))}}function bt(t,e,o){let{own:n}=t,r=n.scroll.clientWidth,s=v+n.layout.height+
2,i=Z(n.canvas,r,s),a=be(t,e,o),{left:c,quiet:l,cell:p}=a,f=Math.max(0,Math.floor(c/p)),u=Math.min(e.T-1,Math.floor((c+r-E)/p));i.font=_(),i.textBaseline="middl\
e",i.save(),i.beginPath(),i.rect(E,0,r-E,s),i.clip();let m=0;for(let g=f;g<=u;g++){xe(i,e,a,g);for(let{index:b,y:x}of n.layout.rows)b!==void 0&&ke(i,e,a,g,b,v+x)&&
m++}return ve(t,i,a,f,u),i.restore(),Ae(t,i,e,a),i.fillStyle=l,i.font=_(),i.fillText("layer",4,v-8),m}function xe(t,{pieces:e},{left:o,cell:n,picked:r,hover:s,mark:i,
ink:a,quiet:c},l){t.save(),t.translate(E+l*n-o+n/2,v-4),t.rotate(-Math.PI/2),t.fillStyle=e[l]===e[r]?i:l===s?a:c,t.font=_(l===r),t.fillText(S(e[l]??"",8),0,0),t.
restore()}function ke(t,e,o,n,r,s){let{L:i,K:a,codes:c,experts:l,pieces:p}=e,{left:f,none:u,mark:m,shades:g,picked:b,cell:x,tall:w}=o,k=n*i+r,N=E+n*x-f;if(l[k*a]<
0)return t.fillStyle=u,t.beginPath(),t.arc(N+x/2,s+w/2,1.5,0,7),t.fill(),!1;let O=c[k]===255?u:g[c[k]],$t=(o.named?Ee:we)(t,e,o,k*a,r,N,s,O);return p[n]===p[b]&&
n!==b&&o.kinds[r]==="hash"&&(t.strokeStyle=m,t.lineWidth=1,t.strokeRect(N+.5,s+.5,x-1,w-1)),$t}function xt(t,e){return t===255?e:t/254}function we(t,{K:e,weights:o,
experts:n},{cell:r,tall:s,expert:i,row:a,mark:c},l,p,f,u,m){let g=!1,b=u+1;for(let x=0;x<e;x++){let w=xt(o[l+x],1/e)*(s-2),k=i!==-1&&p===a&&n[l+x]===i;g||=k,t.fillStyle=
k?c:m,t.fillRect(f+1,b,r-2,Math.max(w-1,.5)),b+=w}return g}function Ee(t,{K:e,weights:o,experts:n},r,s,i,a,c,l){let{cell:p,tall:f,expert:u,row:m,mark:g,ink:b,bar:x}=r,
w=!1;t.globalAlpha=me,t.fillStyle=l,t.fillRect(a+1,c+1,p-2,f-2),t.globalAlpha=1;for(let k=0;k<e;k++){let N=c+2+k*C,O=u!==-1&&i===m&&n[s+k]===u;w||=O,t.fillStyle=
b,t.fillText(String(n[s+k]),a+4,N+C/2-1),t.fillStyle=x,t.fillRect(a+2,N+C-1-ut,Math.max(1,xt(o[s+k],0)*(p-4)),ut),O&&(t.strokeStyle=g,t.lineWidth=2,t.strokeRect(
a+2,N,p-4,C-1))}return w}function ve({own:t,model:e},o,{left:n,ink:r,mark:s,picked:i,hover:a,row:c,cell:l},p,f){let{rows:u,height:m}=t.layout,g=(w,k,N,O)=>{o.strokeStyle=
k,o.lineWidth=N,o.globalAlpha=O,o.strokeRect(E+w*l-n+.5,v-1,l-1,m),o.globalAlpha=1};g(i,s,2,.55),a>=0&&g(a,r,1,.5);let b=e.get("parting");b>=p&&b<=f&&(o.strokeStyle=
r,o.setLineDash([4,3]),o.strokeRect(E+b*l-n+.5,v-1,.5,m),o.setLineDash([]));let x=u.find(w=>w.index===c);c<0||!x||(o.strokeStyle=s,o.lineWidth=2,o.strokeRect(E+
i*l-n,v+x.y,l,t.layout.row))}function Ae({own:t,model:e},o,{layers:n},{quiet:r,ink:s,mark:i,row:a}){for(let{index:c,band:l,y:p}of t.layout.rows){if(c===void 0){
o.fillStyle=r,o.font=_(),o.fillText(l==="hash"?ge:ye,2,v+p+mt/2);continue}let f=e.get("attention_kinds")[c];o.fillStyle=c===a?i:s,o.font=_(c===a),o.fillText(`${n[c]}\
 ${ft[f]??""} ${f}`,4,v+p+t.layout.row/2)}}var Ne="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",Te="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function $e({expert:t,score:e,chosen:o}){let n=e.map(Number),r=Math.min(...n.filter((c,l)=>o[l])),
s=t.filter((c,l)=>!o[l]),i=t.filter((c,l)=>!o[l]&&n[l]>r);if(!s.length)return"; scores only set the weights";if(!i.length)return"; the scores would have chosen \
the same, and only set the weights";let a=i.length===s.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${i.join(",\
 ")}${a}`}function wt(t){let{model:e,sel:o,own:n}=t,{ranking:r,caption:s,inverse:i,note:a}=n,c=[e.get("detail"),o.get("expert"),e.get("uses")];if(c.every((b,x)=>b===
n.tabled[x]))return;n.tabled=c;let l=document.activeElement,p=r.contains(l)?l?.dataset.expert:void 0;r.replaceChildren(),s.replaceChildren(),i.replaceChildren(),
a.textContent="",Se(t);let f=e.get("detail");if(!f?.expert){s.textContent="Click a cell for the ranking behind it.";return}let u=n.texts(A(e,"utf8"),A(e,"length\
s")),m={...f,expert:f.expert};s.append("Ranking at ",d("b","",`layer ${f.layer}, token ${f.token} “${S(u[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${$e(m)}`:` · margin of the choice ${y(f.margin,4)}`),Oe(t,m),p!==void 0&&r.querySelector(`tr[data-expert="${p}"]`)?.focus();let g=e.get("uses")?.of?.expert===
o.get("expert");a.textContent=g?`Expert ${o.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",a.textContent+=Te}function Oe({sel:t,own:e},o){let n=M("",["expert","logit","score","score + bias","weight","","‖output‖"]),
r=Math.max(...o.weight.map(i=>i??0),1e-9);o.expert.forEach((i,a)=>{let c=o.chosen[a]?y(o.weight[a],3):"",l=d("tr");l.dataset.expert=String(i),l.tabIndex=0;let p=c?
`weight ${c}`:"not chosen";l.setAttribute("aria-label",`expert ${i}, ${p}; Enter shows its tokens`),l.classList.toggle("out",!o.chosen[a]),l.classList.toggle("c\
ut",a>0&&o.chosen[a-1]&&!o.chosen[a]),l.classList.toggle("picked",i===t.get("expert"));let f=d("td"),u=d("span","dsv-bar");f.style.textAlign="left",u.style.width=
`${o.chosen[a]?Math.round(48*(o.weight[a]??0)/r):0}px`,f.append(u),l.append(d("td","",String(i)),d("td","",y(o.logit[a])),d("td","",y(o.score[a],3)),d("td","",y(
o.biased_score[a],3)),d("td","",c||"not chosen"),f,d("td","",y(o.norm[a]))),n.rows.append(l)});let s=d("tr");for(let i of["shared","","","","always","",y(o.shared_norm)])
s.append(d("td","",i));s.style.cursor="default",s.dataset.expert=String(-1),n.rows.append(s),e.ranking.append(...n.table.children)}function Se(t){let{model:e,sel:o,
own:n}=t,r=e.get("uses")??{};if(r.of?.expert!==o.get("expert"))return;let s=d("div","dsv-uses");s.append(kt(t,r.of,"chosen")),r.control&&s.append(kt(t,r.control,
"matched control")),n.inverse.append(s)}function kt(t,e,o){let n=d("div"),r=d("ol"),s=d("div","dsv-note");s.title=o==="chosen"?"":Ne,s.append(d("b","",`expert ${e.
expert}`),` (${o}): ${e.count} tokens, ${e.different} different`);for(let i of e.rows){let a=d("li");a.dataset.token=String(i.token),a.tabIndex=0,a.append(d("sp\
an","quiet",P(i.before.slice(-18))),d("b","",P(i.piece)),d("span","quiet",P(i.after.slice(0,18))),d("small","",` ${y(i.weight)}`));let c=()=>t.pick({token:i.token});
a.addEventListener("click",c),a.addEventListener("keydown",l=>{l.key==="Enter"&&(c(),l.stopPropagation())}),r.append(a)}return n.append(s,r),n}function Et(t){let e=t.
model.get("detail"),o=(e?.expert??[]).map((n,r)=>[n,e.logit[r],e.score[r],e.biased_score[r],e.chosen[r]?e.weight[r]:"not chosen",e.norm[r]]);return{columns:["ex\
pert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...o,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Rankin\
g at layer ${e.layer}, token ${e.token}.`:""}}function vt(t,e,o){if(!t?.expert?.length)return;let n=Math.max(0,t.expert.indexOf(e)),r=t.weight.reduce((p,f,u)=>p+(t.chosen[u]?f??0:0),0),[s,i]=[t.score[n],t.biased_score[n]],
a=t.chosen.filter(Boolean).length,c=`expert ${t.expert[n]} of layer ${t.layer}, token ${t.token}`;return{z:`${y(t.logit[n])} (${c})`,s:`${y(s,3)} (${c})`,b:`${s===
null||i===null?"–":y(i-s,3)} (${c})`,k:`${a} of layer ${t.layer}`,weight:t.chosen[n]?`${y(t.weight[n],3)} (${c}, rank ${n+1} of ${a})`:`none: ${c} was not cho\
sen`,scale:y(r,3)}[o]}function _e(t,e,o,n,r){let s=0;for(let i=e*n;i<t.length;i+=o*n)t.subarray(i,i+n).includes(r)&&s++;return s}function Le({body:t}){let e=d("select");e.setAttribute(
"aria-label","colour cells by");let o=d("span","dsv-legend"),n=d("span"),r=d("span","dsv-ramp"),s=d("span"),i=d("div","dsv-bar-row"),a=d("button","dsv-small","n\
ames");a.type="button",a.title="name the experts in the cells, or show more tokens",o.append(e,n,r,s),i.append(o,a);let c=d("div","dsv-grid"),l=d("div","dsv-gri\
d-stage"),p=d("canvas"),f=d("div");p.style.position="absolute",p.style.cursor="pointer",l.append(p),c.append(l,f);let u=d("table","dsv-table dsv-ranking"),m=d("\
div","dsv-note"),g=d("div","dsv-note"),b=d("div");return g.style.margin="4px 0 0",t.append(i,c,g,u,m,b),{choose:e,names:a,legend:o,low:n,bar:r,high:s,scroll:c,canvas:p,
spacer:f,ranking:u,note:m,caption:g,inverse:b,texts:R(V),ids:R(Y),shadesOf:R(Q),tabled:[],layout:D([]),named:!0,tokens:0,follow:!0,steered:!1,hovered:null,lastPicked:null}}
function Ce(t){let{model:e,sel:o,own:n}=t,{choose:r,scroll:s,canvas:i,ranking:a}=n;t.listen(r,"change",()=>t.tell("colour",r.value)),t.listen(n.names,"click",()=>{
n.named=!n.named,n.lastPicked=null,t.redraw()});let c=()=>{n.steered=!0};for(let p of["wheel","pointerdown","touchmove","keydown"])t.listen(s,p,c,{passive:!0});
t.listen(s,"scroll",()=>{s.scrollLeft+s.clientWidth>s.scrollWidth-2*n.layout.cell?(n.follow=!0,n.steered=!1):n.steered&&(n.follow=!1),t.redraw()});let l=p=>{n.hovered=
p,t.hover({hover_token:p?p.token:-1}),t.redraw()};t.listen(i,"mousemove",p=>l(Nt(t,p))),t.listen(i,"mouseleave",()=>l(null)),t.listen(i,"click",p=>{let f=Nt(t,p);
if(!f)return;let u=e.get("layers")[f.index],m=u===o.get("layer")?{}:{layer:u,expert:-1,entry:-1};t.pick({token:f.token,...m})}),t.listen(a,"click",p=>Tt(t,p.target.
closest("tbody tr"))),t.listen(a,"keydown",p=>{["Enter"," "].includes(p.key)&&(Tt(t,p.target.closest("tr")),p.preventDefault(),p.stopPropagation())})}var At=({model:t,
own:e})=>e.layout.rows.flatMap(o=>o.index===void 0?[]:[t.get("layers")[o.index]]);function Nt({own:t},e){let o=t.canvas.getBoundingClientRect(),n=e.clientX-o.left-
E,r=e.clientY-o.top-v;return n<0?null:gt(t.layout,n+t.scroll.scrollLeft,r,t.tokens)}function Tt(t,e){let o=Number(e?.dataset.expert??-1);o>=0&&t.pick({expert:t.
sel.get("expert")===o?-1:o})}function Re(t){let{model:e,sel:o,root:n,own:r}=t,s=yt(t);r.tokens=s.T,r.layout=D(e.get("kinds"),r.named?s.K:0),r.names.setAttribute(
"aria-pressed",String(r.named)),r.names.style.display=D(e.get("kinds"),s.K).named?"":"none";let i=o.get("token"),a=i>=0&&i<s.T?i:s.T-1;Me(t,i);let c=bt(t,s,a);Ie(
t),Pe(t,s),wt(t),n.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:s.T,layers:[...s.layers],picked:a,layer:o.get("layer"),detail:e.
get("detail"),highlighted:c,codes:Array.from(s.codes.slice(0,64))}}function Me({own:t},e){let{scroll:o,spacer:n}=t,{cell:r}=t.layout,s=E+t.tokens*r+4;if(n.style.
width=`${s}px`,n.style.height=`${v+t.layout.height+2}px`,t.follow&&e===-1&&(o.scrollLeft=s),e!==t.lastPicked&&e>=0){let i=e*r,a=o.clientWidth-E;(i<o.scrollLeft||
i+r>o.scrollLeft+a)&&(o.scrollLeft=i-a/2)}t.lastPicked=e}function Ie({model:t,root:e,own:o}){let{choose:n,legend:r,low:s,bar:i,high:a}=o,c=t.get("colour_options");
J(n,c.map(([f,u])=>[f,`colour: ${u}`])),n.value=t.get("colour");let l=c.find(([f])=>f===t.get("colour"))?.[2]??"",p=o.shadesOf(T(e,"ramp-low"),T(e,"ramp-high"));
i.style.background=`linear-gradient(90deg, ${p[0]}, ${p[254]})`,s.textContent=y(t.get("low")),a.textContent=`${y(t.get("high"))} ${l}`,r.title="grey: this layer\
 has no such value"}function Pe({facts:t,sel:e,model:o,own:n},{L:r,K:s,T:i,experts:a,pieces:c,layers:l}){let{hovered:p}=n,f=e.get("expert"),u=l.indexOf(e.get("l\
ayer"));if(t.replaceChildren(),p){let m=(p.token*r+p.index)*s;t.append(`layer ${l[p.index]}, token ${p.token} “${S(c[p.token]??"",16)}”: experts `,d("b","",
a.slice(m,m+s).join(" ")))}else if(f!==-1&&u>=0){let m=_e(a,u,r,s,f),g=d("b","",`${m} of ${i} tokens`);t.append(`expert ${f} of layer ${e.get("layer")}: `,g," (\
marked cells)")}else o.get("parting")>=0?t.append("beside another run: the text parts at token ",d("b","",`${o.get("parting")}`)," (dashed)"):t.append(`${s} exp\
erts work on each token in every layer, and the shared one besides`)}var De={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys mo\
ve the chosen token and layer.",keys:{ArrowLeft:t=>L(t,-1,t.own.tokens),ArrowRight:t=>L(t,1,t.own.tokens),ArrowUp:t=>F(t,-1,At(t)),ArrowDown:t=>F(t,1,At(t)),Home:t=>L(
t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>L(t,Number.POSITIVE_INFINITY,t.own.tokens)},build:Le,listen:Ce,draw:Re,table:Et,symbols:({model:t,sel:e},o)=>vt(
t.get("detail"),e.get("expert"),o)},Xo=dt(De);export{_e as countUses,Xo as default};
