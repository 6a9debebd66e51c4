function U(e){return e?e instanceof DataView?new Uint8Array(e.buffer,e.byteOffset,e.byteLength):e instanceof Uint8Array?e:new Uint8Array(e.buffer??e):new Uint8Array(
0)}function Et(e,t){let o=U(e);return new t(o.slice(0,o.length-o.length%t.BYTES_PER_ELEMENT).buffer)}var v=e=>Et(e,Float32Array);var $=(e,t)=>getComputedStyle(e).getPropertyValue(`--dsv-${t}`).trim()||"#888";function tt(e){let t=e.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
t.length===3?t[o/2]+t[o/2]:t.slice(o,o+2),16))}function Nt(e,t,o){let n=tt(e),r=tt(t);return n.map((s,a)=>Math.round(s+(r[a]-s)*o))}var _=(e,t,o)=>`rgb(${Nt(e,t,
o).join(",")})`;var St=.179;function C(e){let[t,o,n]=(e.match(/\d+/g)??["0","0","0"]).map(Number),[r,s,a]=[t,o,n].map(i=>i<=10?i/255/12.92:((i/255+.055)/1.055)**2.4);return .2126*
r+.7152*s+.0722*a>St?"#000":"#fff"}function p(e,t,o){let n=document.createElement(e);return t&&(n.className=t),o!==void 0&&(n.textContent=o),n}function m(e,t,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",e);for(let[r,s]of Object.entries(t??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function P(e,t){let o=p("op\
tion","",t);return o.value=String(e),o}function et(e,t){let o=p("table",e),n=p("thead"),r=p("tr"),s=p("tbody");for(let a of t)r.append(p("th","",a));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}var Tt=["fill","outline","under","dotted","dashed","ramp"],Ot=["hatch","dots","dot","bar","tick","strike"],Mt=e=>e.split(/(\{\w+\})/).filter(Boolean).map(t=>/^\{\w+\}$/.
test(t)?{text:t.slice(1,-1),symbol:!0}:{text:t,symbol:!1});function _t(e,t){let o=p("span","dsv-mark-of"),[n,r]=e.split(" "),s=Tt.includes(n)&&r||Ot.includes(n),
a=p("span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":e);return r&&s&&a.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),a.setAttribute(
"aria-hidden",String(s)),o.append(a,t),o}function ot(e,t,o){if(!t?.look_for)return;let{head:n,look:r}=e,s=p("div","dsv-marks"),a=p("div","dsv-help"),i=p("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...t.marks.map(([l,c])=>_t(l,c))),a.append(...t.explains.map(l=>p("p","",l))),t.equation&&
a.append(...Ct(e,t,o)),r.append(p("p","dsv-look-for",t.look_for),s,a),n.append(i),e.listen(i,"click",()=>{a.hidden=!a.hidden,r.classList.toggle("explained",!a.hidden),
i.setAttribute("aria-expanded",String(!a.hidden))})}function Ct(e,t,o){let n=p("div","dsv-equation"),r=p("div","dsv-symbol-said","Point at a symbol for what it \
is here.");r.setAttribute("aria-live","polite");for(let s of t.equation.split(`
`)){let a=p("div");for(let{text:i,symbol:l}of Mt(s)){if(!l){a.append(i);continue}let c=p("span","dsv-symbol",i.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=i;let d=()=>{let h=o(i),g=h?p("b","",` Here: ${h}.`):"";r.replaceChildren(p("i","",i.replace(/_/g,"-")),`: ${t.symbols[i]}.`,g),
r.dataset.symbol=i};for(let h of["mouseenter","focus","click"])e.listen(c,h,d);a.append(c)}n.append(a)}return[n,r]}var nt=globalThis;nt.dsvGains??=new WeakMap;var H=nt.dsvGains;function Lt(e,t){let o=e.get(t);return H.get(o)?.whole??o}function Rt(e,t,o,n){let r=e.get(t),s=U(
Lt(e,t)),a=U(n);if(s.length!==o||!(r instanceof Object))return!1;let i=H.get(r);if(!i||i.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(s),i=
{room:l},H.set(r,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}function rt({model:e}){let t=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],i)=>!Rt(
e,s,a,n[i]));r.length&&e.send({whole:r.map(([s])=>s)})};e.on("msg:custom",t)}var V=8;var Pt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function It(e){
let t=Math.ceil(Math.max(e.scrollWidth,e.offsetWidth))+2*V,o=Math.ceil(Math.max(e.scrollHeight,e.offsetHeight))+2*V,n=e.cloneNode(!0);at(e,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=Ft(e),s=p("div");s.style.cssText=`padding:${V}px;box-sizing:border-box;width:${t}px;he\
ight:${o}px;background:${r}`,s.append(n);let a={width:t,height:o},i=m("svg",{...a,viewBox:`0 0 ${t} ${o}`}),l=m("foreignObject",{x:0,y:0,...a});return l.append(
s),i.append(l),{text:new XMLSerializer().serializeToString(i),width:t,height:o}}function Ft(e){for(let t=e;t;t=t.parentElement){let o=getComputedStyle(t).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function at(e,t){st(e,t);let[o,n]=[[...e.children],[...t.children]];o.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)n[s].replaceWith(Wt(r));else if(r instanceof HTMLSelectElement){let a=p("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(a),st(
r,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?n[s].remove():(at(r,n[s]),
r.scrollTop&&Bt(r.scrollTop,n[s]))})}function Bt(e,t){let o=p("div");o.style.cssText=`position:relative;top:${-e}px`,o.append(...t.childNodes),t.append(o),t.style.
overflow="hidden"}function st(e,t){e instanceof HTMLInputElement&&t.setAttribute("value",e.value),e instanceof HTMLTextAreaElement&&(t.textContent=e.value);let o=getComputedStyle(
e),n=t.style;for(let r of Pt)n.setProperty(r,o.getPropertyValue(r));t.removeAttribute("class"),t.removeAttribute("id")}function Wt(e){let t=p("img");t.src=e.width&&
e.height?e.toDataURL("image/png"):"";let o=getComputedStyle(e);for(let n of["position","left","top","width","height","margin","display"])t.style.setProperty(n,o.
getPropertyValue(n));return t}async function Ut(e,t){let{text:o,width:n,height:r}=It(e),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await s.decode();let a=p("canvas");a.width=n*t,a.height=r*t;let i=a.getContext("2d");return i.scale(t,t),i.drawImage(s,0,0),a}var Dt=(e,t)=>new Promise(o=>e.
toBlob(o,t,.85));async function it(e,t){let o=await Dt(await Ut(e,t),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var jt=1500,qt=6e3,Ht=1,ct="dsv-kept-away",Vt="dsv-kept-came",z=new Set,lt=e=>[...document.getElementsByClassName(e)].map(t=>t.closest(".jp-OutputArea-child")??
t);function dt(e,t,o){let n,r=!1,s=()=>e.get("kept"),a=()=>{for(let c of lt(s()))c.classList.add(ct)},i=({animationName:c})=>{c===Vt&&a()};document.addEventListener(
"animationstart",i),z.add(s);let l=async()=>{let c=t();if(!(!c?.clientWidth||document.hidden||!o()))try{let{kind:d,bytes:h}=await it(c,Ht);e.send({kept:d},void 0,
[h.buffer]),r=!0}catch(d){console.warn(`No picture of this view goes into the notebook: ${d}`)}};return{changed(){s()&&(a(),clearTimeout(n),n=setTimeout(l,r?qt:
jt))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",i),z.delete(s),![...z].some(c=>c()===s()))for(let c of lt(s()))c.classList.remove(
ct)}}}var S=(e,t,o)=>Math.max(t,Math.min(o,e));function pt(e,t,o){return o>t?S((e-t)/(o-t),0,1):e>=o?1:0}function b(e,t=2){return typeof e!="number"||Number.isNaN(e)?
"–":e.toFixed(t).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var K=400;function mt(e,t){let o=p("button","dsv-small dsv-numbers","numbers"),n=p("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",e.head.append(o),e.body.before(n);let r=!1;
return e.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),e.redraw()}),()=>(n.style.display=r?"":"none",e.body.style.display=r?"none":"",r&&zt(
e,n,t()),r)}function zt(e,t,{columns:o,rows:n,note:r}){let s=et("dsv-table",o);for(let i of s.head.children)i.scope="col";for(let i of n.slice(0,K)){let l=p("tr");
l.style.cursor="default";for(let c of i)l.append(p("td","",Kt(c)));s.rows.append(l)}let a=n.length>K?`The first ${K} of ${n.length} rows. `:"";t.replaceChildren(
p("div","dsv-note",a+(r??"")),s.table),e.root.drawnTable={columns:o,rows:n.length}}function Kt(e){return typeof e=="number"?Number.isInteger(e)?String(e):b(e,4):
String(e??"–")}var Gt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Yt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Xt={expert:-1,entry:-1,hover_entry:-1},Qt=["SELECT","INPUT","TEX\
TAREA"],ht=e=>({initialize:rt,render:t=>Jt(t,e)});async function Jt({model:e,el:t},o){let n=te(o);t.append(n.root);let r=await e.widget_manager.get_model(e.get(
"selection").replace("IPY_MODEL_","")),s=new G(e,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function Zt(e,t){let o=t.layer!==void 0&&
t.layer!==e.get("layer");for(let[n,r]of Object.entries({...o?Xt:{},...t}))e.set(n,r);e.save_changes()}function te({title:e,aria:t}){let o=p("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",t);let n=p("div","dsv-head"),r=p("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(p(
"span","dsv-title",e),p("span","dsv-space"));let s=p("div","dsv-look"),a=p("div","dsv-message"),i=p("div","dsv-body");return o.append(p("div","dsv-gone",Gt),n,s,
r,a,i),{root:o,head:n,look:s,facts:r,message:a,body:i}}var G=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(t,o,{root:n,head:r,look:s,facts:a,message:i,body:l},c){
this.model=t,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=a,this.body=l,this.#t=i,this.#r=c,this.own=void 0,this.tabled=c.table?mt(this,()=>c.table(
this)):null,ot(this,t.get("about"),d=>c.symbols?.(this,d)),this.kept=dt(t,()=>n,()=>o.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#a()}))}#a(){let{root:t,model:o,facts:n,body:r}=this;if(!t.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let s=o.get("message");if(t.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(t){Zt(this.sel,t)}hover(t){let o=Object.entries(t).filter(([n,r])=>this.sel.get(n)!==r);this.#i(o),o.some(([n])=>n===
"hover_entry")&&this.sel.save_changes()}#i(t){for(let[o,n]of t)this.sel.set(o,n)}tell(t,o){this.model.set(t,o),this.model.save_changes()}listen(t,o,n,r){t.addEventListener(
o,n,r),this.#e.push(()=>t.removeEventListener(o,n,r))}#c(){let{model:t,sel:o,root:n}=this,r=()=>this.redraw(),s=(c,d,h)=>{c.on(d,h),this.#e.push(()=>c.off(d,h))};
s(t,"change",r),s(t,"msg:custom",r),s(o,"change",r);let a=()=>n.classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let i=new MutationObserver(
()=>{r(),setTimeout(r,400)});i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.
observe(n),this.#e.push(()=>i.disconnect(),()=>l.disconnect())}#l(){this.listen(this.root,"focusin",ee,!0),this.listen(this.root,"keydown",t=>{if(Qt.includes(t.
target.tagName)||t.ctrlKey||t.metaKey||t.altKey)return;let o=t.key==="Escape"?()=>this.pick(Yt):this.#r.keys?.[t.key];o&&(o(this),t.preventDefault(),t.stopPropagation())})}clean(){
this.#n=!0;for(let t of this.#e)t();this.kept.clean(),this.root.remove()}},ee=e=>{e.target.dataset.lmSuppressShortcuts="true"};var oe=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,ne=/<｜([^｜<>\n]*)｜>/g,re=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
se=e=>`⟨U+${e.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,ae=e=>e.replace(oe,se),ie=e=>ae(e.replace(ne,(t,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
ce=e=>re.test(e)?`⁨${e}⁩`:e;function ft(e,t=9){let o=e.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=ie(o)||"␣",r=[...n];return ce(r.length>t?`${r.slice(
0,t-1).join("")}…`:n)}var O=40,I=16,le=18,de=11,ut=[["entries",""],["window","5 3"],["sink","2 2"],["ink","8 3 2 3"]];function M(e,t){let{width:o,height:n,title:r,right:s=96,series:a,
ticks:i,low:l,high:c,at:d,axis:h=[],click:g}=t,u=o-O-s,f=n-I-le,y=Math.max(...a.map(x=>x.values.length),1),k=x=>O+(y>1?x/(y-1):.5)*u,T=x=>I+(1-pt(x,l,c))*f,A=m(
"svg",{width:o,height:n,role:"img","aria-label":r});A.append(m("text",{x:0,y:10,class:"quiet"},r));for(let[x,E]of i)A.append(m("line",{x1:O,x2:O+u,y1:T(x),y2:T(
x),stroke:$(e,"line")}),m("text",{x:O-4,y:T(x)+3,"text-anchor":"end",class:"quiet"},E));for(let[x,E]of h)A.append(m("text",{x:k(x),y:n-4,"text-anchor":"middle",
class:"quiet"},E));if(d>=0){let x={x1:k(d),x2:k(d),y1:I,y2:I+f};A.append(m("line",{...x,stroke:$(e,"chosen"),"stroke-width":1.5}))}return A.append(...pe(e,a,k,T,
O+u)),g&&(A.style.cursor="pointer",A.addEventListener("click",x=>{let E=(x.clientX-A.getBoundingClientRect().left-O)/u;g(S(Math.round(E*(y-1)),0,y-1))})),A}function pe(e,t,o,n,r){
let s=[],a=[];for(let{name:l,values:c,style:d}of t){let h=c.findLastIndex(k=>!Number.isNaN(k));if(h<0)continue;let[g,u]=ut[d%ut.length],f=$(e,g),y=me(c,o,n);s.push(
m("path",{d:y,fill:"none",stroke:f,"stroke-width":1.8,"stroke-dasharray":u})),a.push({name:l,y:n(c[h])})}a.sort((l,c)=>l.y-c.y);let i=I+4;for(let{name:l,y:c}of a){
let d=Math.max(c,i),h=m("text",{x:r+5,y:d+3},l);s.push(h),i=d+de}return s}function me(e,t,o){let n="",r=!1;return e.forEach((s,a)=>{let i=!Number.isNaN(s);i&&(n+=
`${r?"L":"M"}${t(a).toFixed(1)} ${o(s).toFixed(1)}`),r=i}),n}function D(e){let t=Array.from(e).filter(a=>Number.isFinite(a)),o=Math.floor(Math.min(0,...t)),n=Math.
max(o+1,Math.ceil(Math.max(0,...t))),r=Math.max(1,Math.ceil((n-o)/4)),s=[];for(let a=o;a<=n;a+=r){let i=String(Number((10**a).toPrecision(1))),l=a===0?"1":Math.
abs(a)<=3?i:`1e${a}`.replace("-","−");s.push([a,l])}return{low:o,high:n,ticks:s}}var Y=40,he='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
fe=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function gt(e,t,o,n){let r=Float64Array.from(e);for(let s=0;s<t;s++){let a=r.subarray(s*t,s*t+t),i=Math.max(
...a),l=a.map(d=>Math.exp(d-i)),c=l.reduce((d,h)=>d+h,0);a.set(l.map(d=>d/c+n))}for(let s=0;s<o;s++)s&&xt(r,t,t,1,n),xt(r,t,1,t,n);return r}function xt(e,t,o,n,r){
for(let s=0;s<t;s++){let a=r;for(let i=0;i<t;i++)a+=e[s*o+i*n];for(let i=0;i<t;i++)e[s*o+i*n]/=a}}function ue(e,t){let o=0,n=0;for(let r=0;r<t;r++){let s=0,a=0;
for(let i=0;i<t;i++)s+=e[r*t+i],a+=e[i*t+r];o=Math.max(o,Math.abs(s-1)),n=Math.max(n,Math.abs(a-1))}return{row:o,column:n}}function yt(e,t){let{model:o,own:n}=e,
{pane:r}=n,s=v(o.get("logits")),a=v(o.get("pre")).length,{steps:i,eps:l}=o.get("steps");if(!s.length||Number.isNaN(s[0]))return r.replaceChildren(p("div","dsv-m\
essage",he)),{};let c=n.dial??i,d=gt(s,a,c,l),h=Array.from({length:Y+1},(T,A)=>ue(gt(s,a,A,l),a)),g=t<480?28:34,u=a*g+34,f=p("div","dsv-mix");f.append(xe(e,d,a,
g),ye(e,h,c,t>u+200?t-u-20:t,a*g+26));let y=r.querySelector("input")??p("input","dsv-dial"),k=document.activeElement===y;return r.replaceChildren(ge(e,y,h[c],c),
f,p("div","dsv-note",be(e))),k&&y.focus(),{dial:c,matrix:Array.from(d),rowError:h[c].row}}function bt(e,t){e.own.dial=t,e.redraw()}function ge(e,t,o,n){let r=p(
"label","dsv-note");r.style.display="block",t.type="range",t.min="0",t.max=String(Y),t.value=String(n),t.setAttribute("aria-label","Sinkhorn steps"),t.oninput=()=>bt(
e,Number(t.value));let s=n===e.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${b(o.row,5)}, columns by ${b(o.column,6)}`;return r.append(t,` ${n} st\
eps${s}: ${a}`),r}function xe({root:e},t,o,n){let s=m("svg",{width:o*n+34,height:o*n+22,role:"img","aria-label":"matrix after the chosen steps"}),a=$(e,"ramp-lo\
w"),i=$(e,"ramp-high");for(let l=0;l<o;l++){let c=16+l*n+n/2+4;s.append(m("text",{x:0,y:c},`${l} →`),m("text",{x:26+(l+.5)*n,y:10,"text-anchor":"middle"},`${l}`));
for(let d=0;d<o;d++){let h=t[l*o+d],g=_(a,i,S(h,0,1)),u={x:26+d*n+1,y:16+l*n+1,width:n-2,height:n-2},f=m("text",{x:26+(d+.5)*n,y:c,"text-anchor":"middle"},b(h));
f.style.fill=C(g),s.append(m("rect",{...u,rx:3,fill:g}),f)}}return s}function ye(e,t,o,n,r){let s=i=>Math.log10(Math.max(i,1e-8)),{steps:a}=e.model.get("steps");
return M(e.root,{width:n,height:r,right:60,low:-8,high:1,ticks:fe,at:o,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,Y].map(i=>[i,String(
i)]),series:[{name:"rows",values:Float32Array.from(t,i=>s(i.row)),style:0},{name:"columns",values:Float32Array.from(t,i=>s(i.column)),style:1}],click:i=>bt(e,i)})}
function be({model:e}){let{steps:t,unbalanced:o,late:n,sites:r}=e.get("steps"),s=e.get("limit");if(!o.length)return`After ${t} steps no row of any site and toke\
n misses 1 by more than ${s}.`;let a=o.map(([i,l,c])=>`layer ${i} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${t} steps a row \
still misses 1 by more than ${s} at ${n} of the ${r} captured sites${n>o.length?", most often at":":"} ${a.join(", ")}.`}var w=38,Q=68,wt=20,F=wt+Q+8,B=28,X=26,J=40,W=85,we=(e,t,o)=>S(Math.floor(e/t*o),0,o-1),L=({model:e,sel:t})=>Math.max(0,e.get("layers").indexOf(t.get("layer")))+
t.get("site");function R(e,t){let o=e.model.get("layers"),n=S(t,0,o.length-1);e.pick({layer:o[n],site:n-o.indexOf(o[n]),expert:-1,entry:-1})}function kt(e,t){let{
model:o,own:n}=e,[r,s,a]=[v(o.get("pre")),v(o.get("post")),v(o.get("comb"))],i=b(t.sinkhorn_error,4);n.matrix.replaceChildren(ke(e,r,s,a)),n.words.replaceChildren(
p("div","",`next[to] = post[to] × ${t.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),p("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${i}`)),n.norms.replaceChildren($e(e,t)),n.strip.replaceChildren(Ae(e,r.length));let l=Array.from(v(o.get("exchange")));return{pre:Array.
from(r),comb:Array.from(a),post:Array.from(s),exchange:l}}function ke(e,t,o,n){let r=t.length,s=`rgb(${$(e.root,"tint")})`,a=`mixing matrix, ${Array.from(n,c=>c.
toFixed(2)).join(" ")}`,i=m("svg",{width:F+r*w+4,height:B+r*w+46,role:"img","aria-label":a}),l=wt+Q;i.append(m("text",{x:l,y:10,"text-anchor":"end",class:"quiet"},
"pre: read"),m("text",{x:F+r*w/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));for(let c=0;c<r;c++){let d=B+c*w,h=S(t[c],0,1)*(Q-36);i.append(
m("text",{x:2,y:d+w/2+4},`${c} →`.slice(0,3)),m("rect",{x:l-h,y:d+11,width:Math.max(h,.5),height:w-22,fill:s}),m("text",{x:l-h-3,y:d+w/2+4,"text-anchor":"end"},
b(t[c])),m("text",{x:F+c*w+w/2,y:23,"text-anchor":"middle"},`${c}`));for(let y=0;y<r;y++)i.append(...ve(e,n[c*r+y],r,c,y));let g=S(o[c]/2,0,1)*22,u=F+c*w,f=B+r*
w+6;i.append(m("rect",{x:u+8,y:f,width:w-16,height:Math.max(g,.5),fill:s}),m("text",{x:u+w/2,y:f+g+12,"text-anchor":"middle"},b(o[c])))}return i.append(m("text",
{x:l,y:B+r*w+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),i}function ve({root:e,model:t},o,n,r,s){let a=F+s*w,i=B+r*w,l=_($(e,"ramp-low"),$(e,"ramp\
-high"),S(o,0,1)),c=C(l),d=m("rect",{x:a+1,y:i+1,width:w-2,height:w-2,rx:3,fill:l}),h=m("title",{},`comb[from ${r}, to ${s}] = ${b(o,4)}`),g=m("text",{x:a+w/2,y:i+
w/2+4,"text-anchor":"middle"},b(o));g.style.fill=c,d.append(h);let u=v(t.get("spread"));if(!u.length)return[d,g];let f=E=>a+4+S(E,0,1)*(w-8),[y,k,T]=[0,1,2].map(
E=>u[E*n*n+r*n+s]);h.textContent+=`; over the run 5 % ${b(y,3)}, middle ${b(k,3)}, 95 % ${b(T,3)}`;let A={x1:f(y),x2:Math.max(f(T),f(y)+1),y1:i+w-6,y2:i+w-6},x={
x1:f(k),x2:f(k),y1:i+w-8,y2:i+w-4};return[d,m("line",{...A,stroke:c,opacity:.55}),m("line",{...x,stroke:c}),g]}function $e({root:e,model:t},o){let n=v(t.get("no\
rm"));if(Number.isNaN(n[0]))return p("div","dsv-note","Stream norms: capture “streams” to see them.");let r=Math.max(...n,1e-9),s=20+n.length*15,a=m("svg",{
width:150,height:s,role:"img","aria-label":"norms of the streams"}),i=o.layer?`stream norms after layer ${o.layer-1}`:"stream norms after the embedding";return a.
append(m("text",{x:0,y:12,class:"quiet"},i)),n.forEach((l,c)=>{let d=18+c*15,h=l/r*90;a.append(m("text",{x:0,y:d+9},`${c}`),m("rect",{x:12,y:d,width:Math.max(h,
.5),height:11,fill:`rgb(${$(e,"tint")})`}),m("text",{x:16+h,y:d+9},b(l,1)))}),a}function Ae(e,t){let{model:o,body:n,root:r}=e,s=v(o.get("exchange")),a=o.get("la\
yers").length,i=Math.max(200,n.clientWidth-2),l=Math.max(...s.filter(f=>!Number.isNaN(f)),.001),c=$(r,"line"),d=m("svg",{width:i,height:W+17,role:"img","aria-la\
bel":"all sites"}),h=b(1-1/t),g=`share that comes from other streams, at each site (tallest ${b(l,3)}; evenly mixed would be ${h})`;d.append(m("text",{x:0,y:10,
class:"quiet"},g),m("text",{x:0,y:J+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1)"));for(let f=0;f<a;f++)d.append(...Ee(e,f,i/
a,l));for(let f of[J+.5,W+.5])d.append(m("line",{x1:0,x2:i,y1:f,y2:f,stroke:c}));return d.addEventListener("click",f=>{R(e,we(f.clientX-d.getBoundingClientRect().
left,i,a))}),d}function Ee(e,t,o,n){let{model:r,root:s}=e,a=r.get("layers"),i=v(r.get("exchange"))[t],l=v(r.get("largest_pre"))[t],c=!Number.isNaN(i),d=c?S(i/n,
0,1)*X:X,h=S(l,0,1)*X,g=t*o,u=t===L(e)?$(s,"chosen"):`rgb(${$(s,"tint")})`,f={x:g+1,width:Math.max(o-2,1),opacity:t%2?.6:1},y=m("g",{class:"step"});y.append(m("\
rect",{x:g,y:0,width:o,height:W+17,fill:"transparent"}),m("rect",{...f,y:J-d,height:Math.max(d,.7),fill:c?u:"none",stroke:c?"none":$(s,"line"),"stroke-dasharray":"\
2 3"})),c&&y.append(m("rect",{...f,y:W-h,height:Math.max(h,.7),fill:u}));let k=t-a.indexOf(a[t]),T=`layer ${a[t]}, ${k?"experts":"attention"}`,A=`${b(i,3)} from\
 other streams, largest pre ${b(l,3)}`;return y.append(m("title",{},`${T}: ${A}`)),k||o<=9&&a[t]%5?[y]:[m("text",{x:g+1,y:W+13,class:"quiet"},`${a[t]}`),y]}var Ne=["Sinkhorn, as run","row softmax","unconstrained"],Se='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
Te="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",Oe="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",j=40,Me=96,q=16;function _e({first:e,last:t,gap:o}){return o<0?`Product of all si\
tes${e>0?` from layer ${e} on`:""} up to each step, for this token.`:`Product of the sites of layers ${e} to ${t} up to each step, for this token; it ends there\
, since layer ${o} was not captured.`}function vt(e,t){let{model:o,root:n,own:r}=e,s=o.get("layers"),a=s.length,i=o.get("variants").length,l=v(o.get("product")),
c=(x,E)=>l.slice((x*i+E)*a,(x*i+E+1)*a),d=x=>Ne.map((E,Z)=>({name:E,values:c(x,Z),style:Z})),h=v(o.get("pre")).length,g=s.flatMap((x,E)=>E===s.indexOf(x)?[[E,`${x}`]]:
[]),u={width:t,height:92,at:L(e),axis:g,click:x=>R(e,x)},f=`${_e(o.get("product_facts"))} ${Te}`;r.pane.replaceChildren(M(n,{...u,...D(l.slice(0,i*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),M(n,{...u,low:1,high:h,ticks:[1,h].map(x=>[x,String(x)]),series:d(1),title:"effec\
tive rank: 1 all streams alike, all apart at the top"}),M(n,{...u,...D(l.slice(2*i*a).filter(x=>x>-30)),series:d(2),title:"second eigenvalue: what is left of th\
e difference (log scale)"}),p("div","dsv-note",Number.isNaN(c(0,1)[a-1])?Se:f));let[y,k,T,A]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(x=>Array.from(x));return{gain:y,free:k,
rank:T,second:A}}function $t(e,t){let{model:o,root:n,own:r}=e,{layers:s,pairs:a}=o.get("stream_facts");if(!s)return r.pane.replaceChildren(p("div","dsv-message",
Oe)),{};let i=v(o.get("stream_norm")),l=v(o.get("stream_cosine")),c=s.length,d=i.length/c,h=i.map(u=>Math.log10(u)),g=M(n,{width:t,height:150,...D(h),title:"nor\
m of each stream after every layer (log scale)",axis:s.map((u,f)=>[f,u<0?"emb":String(u)]),at:s.indexOf(o.get("facts").layer),click:u=>{s[u]>=0&&e.pick({layer:s[u],
expert:-1,entry:-1})},series:Array.from({length:d},(u,f)=>({name:`stream ${f}: ${b(i[(c-1)*d+f],1)}`,style:f,values:Float32Array.from({length:c},(y,k)=>h[k*d+f])}))});
return r.pane.replaceChildren(g,Ce(e,l,c,a,t)),{norms:Array.from(i),cosines:Array.from(l)}}function Ce({root:e},t,o,n,r){let s=(r-j-Me)/o,a=24+n.length*q,i=m("s\
vg",{width:r,height:a,role:"img","aria-label":"cosines between streams"});i.append(m("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, 0 unrelat\
ed, −1 opposite"));let l=$(e,"ramp-low"),c=$(e,"ramp-high");for(let[d,h]of n.entries()){let g=q+d*q;i.append(m("text",{x:j-6,y:g+11,"text-anchor":"end"},h));for(let u=0;u<
o;u++){let f=t[u*n.length+d],y=_(l,c,Math.abs(S(f,-1,1)));if(i.append(m("rect",{x:j+u*s+1,y:g,width:Math.max(s-2,1),height:q-2,rx:2,fill:y})),s<=26)continue;let k=m(
"text",{x:j+(u+.5)*s,y:g+11,"text-anchor":"middle"},b(f));k.style.fill=C(y),i.append(k)}}return i}var Le={product:vt,dial:yt,streams:$t};function Re({head:e,body:t}){let o=p("select");o.setAttribute("aria-label","picture"),o.append(P("site","one site"),P("pr\
oduct","all sites together"),P("dial","Sinkhorn dial"),P("streams","streams over depth")),e.querySelector(".dsv-numbers")?.before(o);let n=p("div","dsv-mix"),r=p(
"div"),s=p("div"),a=p("div","dsv-note"),i=p("div"),l=p("div"),c=p("div");return s.style.flex="1 1 150px",s.style.minWidth="150px",s.append(a,i),n.append(r,s),t.
append(n,l,c),{choose:o,mix:n,matrix:r,words:a,norms:i,strip:l,pane:c,dial:null}}function Pe(e){let{choose:t}=e.own;e.listen(t,"change",()=>e.tell("picture",t.value))}
function Ie(e){let{model:t,facts:o,body:n,root:r,own:s}=e,a=t.get("facts");if(!v(t.get("pre")).length)return;o.replaceChildren(p("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,p("b","",`“${ft(a.piece??"",16)}”`));let i=t.get("picture"),l=i==="site";s.choose.value=i,s.mix.style.
display=s.strip.style.display=l?"":"none",s.pane.style.display=l?"none":"";let c=l?kt(e,a):Le[i](e,Math.max(300,n.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};r.drawn={picture:i,...d,...c,at:performance.now()}}function Fe({model:e}){let t=e.get("facts"),o=["pre","post","comb","norm"],[n,r,s,a]=o.map(c=>v(e.get(
c))),i=n.length;return{columns:["from stream","pre",...Array.from({length:i},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
n,(c,d)=>[d,c,...s.slice(d*i,d*i+i),r[d],a[d]]),note:`Layer ${t.layer}, at ${t.site?"the experts":"attention"}, token ${t.token}.`}}function Be({model:e},t){let o=e.
get("facts"),n=["pre","post","comb"],[r,s,a]=n.map(d=>Array.from(v(e.get(d)))),i=`layer ${o.layer}, at ${o.site?"the experts":"attention"}, token ${o.token}`,l=d=>`${d.
map(h=>b(h)).join(", ")} for streams 0 to ${r.length-1} (${i})`,c={pre:r,post:s,comb:a.filter((d,h)=>h%(r.length+1)===0)};return r.length&&t in c?l(c[t]):void 0}
var At=e=>t=>t.pick({token:Math.max(0,(t.model.get("facts").token??0)+e)}),We={title:"Residual streams",aria:"How the residual streams are mixed. Up and down mo\
ve through the layers' sites, left and right the token.",keys:{ArrowUp:e=>R(e,L(e)-1),ArrowDown:e=>R(e,L(e)+1),ArrowLeft:At(-1),ArrowRight:At(1)},build:Re,listen:Pe,
draw:Ie,table:Fe,symbols:Be},Ko=ht(We);export{Ko as default};
