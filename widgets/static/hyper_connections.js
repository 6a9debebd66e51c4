function D(e){return e?e instanceof DataView?new Uint8Array(e.buffer,e.byteOffset,e.byteLength):e instanceof Uint8Array?e:new Uint8Array(e.buffer??e):new Uint8Array(
0)}function xt(e,t){let o=D(e);return new t(o.slice(0,o.length-o.length%t.BYTES_PER_ELEMENT).buffer)}var $=e=>xt(e,Float32Array);var N=(e,t)=>getComputedStyle(e).getPropertyValue(`--dsv-${t}`).trim()||"#888";function J(e){let t=e.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
t.length===3?t[o/2]+t[o/2]:t.slice(o,o+2),16))}function yt(e,t,o){let n=J(e),r=J(t);return n.map((s,i)=>Math.round(s+(r[i]-s)*o))}var M=(e,t,o)=>`rgb(${yt(e,t,o).
join(",")})`;var bt=.179;function R(e){let[t,o,n]=(e.match(/\d+/g)??["0","0","0"]).map(Number),[r,s,i]=[t,o,n].map(a=>a<=10?a/255/12.92:((a/255+.055)/1.055)**2.4);return .2126*
r+.7152*s+.0722*i>bt?"#000":"#fff"}function p(e,t,o){let n=document.createElement(e);return t&&(n.className=t),o!==void 0&&(n.textContent=o),n}function m(e,t,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",e);for(let[r,s]of Object.entries(t??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function P(e,t){let o=p("op\
tion","",t);return o.value=String(e),o}function Z(e,t){let o=p("table",e),n=p("thead"),r=p("tr"),s=p("tbody");for(let i of t)r.append(p("th","",i));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}var wt=["fill","outline","under","dotted","dashed","ramp"],kt=["hatch","dots","dot","bar","tick","strike"],$t=e=>e.split(/(\{\w+\})/).filter(Boolean).map(t=>/^\{\w+\}$/.
test(t)?{text:t.slice(1,-1),symbol:!0}:{text:t,symbol:!1});function Nt(e,t){let o=p("span","dsv-mark-of"),[n,r]=e.split(" "),s=wt.includes(n)&&r||kt.includes(n),
i=p("span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":e);return r&&s&&i.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),i.setAttribute(
"aria-hidden",String(s)),o.append(i,t),o}function tt(e,t,o){if(!t?.look_for)return;let{head:n,look:r}=e,s=p("div","dsv-marks"),i=p("div","dsv-help"),a=p("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...t.marks.map(([l,c])=>Nt(l,c))),i.append(...t.explains.map(l=>p("p","",l))),t.equation&&
i.append(...vt(e,t,o)),r.append(p("p","dsv-look-for",t.look_for),s,i),n.append(a),e.listen(a,"click",()=>{i.hidden=!i.hidden,a.setAttribute("aria-expanded",String(
!i.hidden))})}function vt(e,t,o){let n=p("div","dsv-equation"),r=p("div","dsv-symbol-said","Point at a symbol for what it is here.");r.setAttribute("aria-live",
"polite");for(let s of t.equation.split(`
`)){let i=p("div");for(let{text:a,symbol:l}of $t(s)){if(!l){i.append(a);continue}let c=p("span","dsv-symbol",a.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=a;let d=()=>{let h=o(a),g=h?p("b","",` Here: ${h}.`):"";r.replaceChildren(p("i","",a.replace(/_/g,"-")),`: ${t.symbols[a]}.`,g),
r.dataset.symbol=a};for(let h of["mouseenter","focus","click"])e.listen(c,h,d);i.append(c)}n.append(i)}return[n,r]}var et=globalThis;et.dsvGains??=new WeakMap;var K=et.dsvGains;function At(e,t){let o=e.get(t);return K.get(o)?.whole??o}function Et(e,t,o,n){let r=e.get(t),s=D(
At(e,t)),i=D(n);if(s.length!==o||!(r instanceof Object))return!1;let a=K.get(r);if(!a||a.room.length<o+i.length){let l=new Uint8Array(2*(o+i.length));l.set(s),a=
{room:l},K.set(r,a)}return a.room.set(i,o),a.whole=a.room.subarray(0,o+i.length),!0}function ot({model:e}){let t=(o,n)=>{let r=(o?.gained??[]).filter(([s,i],a)=>!Et(
e,s,i,n[a]));r.length&&e.send({whole:r.map(([s])=>s)})};e.on("msg:custom",t)}var S=(e,t,o)=>Math.max(t,Math.min(o,e));function nt(e,t,o){return o>t?S((e-t)/(o-t),0,1):e>=o?1:0}function b(e,t=2){return typeof e!="number"||Number.isNaN(e)?
"–":e.toFixed(t).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var H=400;function rt(e,t){let o=p("button","dsv-small dsv-numbers","numbers"),n=p("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",e.head.append(o),e.body.before(n);let r=!1;
return e.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),e.redraw()}),()=>(n.style.display=r?"":"none",e.body.style.display=r?"none":"",r&&St(
e,n,t()),r)}function St(e,t,{columns:o,rows:n,note:r}){let s=Z("dsv-table",o);for(let a of s.head.children)a.scope="col";for(let a of n.slice(0,H)){let l=p("tr");
l.style.cursor="default";for(let c of a)l.append(p("td","",Tt(c)));s.rows.append(l)}let i=n.length>H?`The first ${H} of ${n.length} rows. `:"";t.replaceChildren(
p("div","dsv-note",i+(r??"")),s.table),e.root.drawnTable={columns:o,rows:n.length}}function Tt(e){return typeof e=="number"?Number.isInteger(e)?String(e):b(e,4):
String(e??"–")}var _t="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Ot={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Mt={expert:-1,entry:-1,hover_entry:-1},Rt=["SELECT","INPUT","TEX\
TAREA"],st=e=>({initialize:ot,render:t=>Ct(t,e)});async function Ct({model:e,el:t},o){let n=Pt(o);t.append(n.root);let r=await e.widget_manager.get_model(e.get(
"selection").replace("IPY_MODEL_","")),s=new V(e,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function It(e,t){let o=t.layer!==void 0&&
t.layer!==e.get("layer");for(let[n,r]of Object.entries({...o?Mt:{},...t}))e.set(n,r);e.save_changes()}function Pt({title:e,aria:t}){let o=p("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",t);let n=p("div","dsv-head"),r=p("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(p(
"span","dsv-title",e),p("span","dsv-space"));let s=p("div","dsv-look"),i=p("div","dsv-message"),a=p("div","dsv-body");return o.append(p("div","dsv-gone",_t),n,s,
r,i,a),{root:o,head:n,look:s,facts:r,message:i,body:a}}var V=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(t,o,{root:n,head:r,look:s,facts:i,message:a,body:l},c){
this.model=t,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=i,this.body=l,this.#t=a,this.#r=c,this.own=void 0,this.tabled=c.table?rt(this,()=>c.table(
this)):null,tt(this,t.get("about"),d=>c.symbols?.(this,d)),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#a()}))}#a(){let{root:t,model:o,facts:n,body:r}=this;if(!t.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let s=o.get("messa\
ge");if(t.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":"",s){n.textContent="";return}if(!this.
tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,console.error(i)}}pick(t){It(this.sel,
t)}hover(t){let o=Object.entries(t).filter(([n,r])=>this.sel.get(n)!==r);this.#i(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#i(t){for(let[o,n]of t)
this.sel.set(o,n)}tell(t,o){this.model.set(t,o),this.model.save_changes()}listen(t,o,n,r){t.addEventListener(o,n,r),this.#e.push(()=>t.removeEventListener(o,n,r))}#c(){
let{model:t,sel:o,root:n}=this,r=()=>this.redraw(),s=(c,d,h)=>{c.on(d,h),this.#e.push(()=>c.off(d,h))};s(t,"change",r),s(t,"msg:custom",r),s(o,"change",r);let i=()=>n.
classList.toggle("gone",o.comm_live===!1);i(),s(o,"comm_live_update",i);let a=new MutationObserver(()=>{r(),setTimeout(r,400)});a.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(n),this.#e.push(()=>a.disconnect(),()=>l.disconnect())}#l(){
this.listen(this.root,"focusin",Lt,!0),this.listen(this.root,"keydown",t=>{if(Rt.includes(t.target.tagName)||t.ctrlKey||t.metaKey||t.altKey)return;let o=t.key===
"Escape"?()=>this.pick(Ot):this.#r.keys?.[t.key];o&&(o(this),t.preventDefault(),t.stopPropagation())})}clean(){this.#n=!0;for(let t of this.#e)t();this.root.remove()}},
Lt=e=>{e.target.dataset.lmSuppressShortcuts="true"};var Ft=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,qt=/<｜([^｜<>\n]*)｜>/g,Bt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Dt=e=>`⟨U+${e.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,Wt=e=>e.replace(qt,(t,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(Ft,Dt),Ut=e=>Bt.
test(e)?`⁨${e}⁩`:e;function at(e,t=9){let o=e.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=Wt(o)||"␣",r=[...n];return Ut(r.length>t?`${r.slice(
0,t-1).join("")}…`:n)}var _=40,L=16,jt=18,Kt=11,it=[["entries",""],["window","5 3"],["sink","2 2"],["ink","8 3 2 3"]];function O(e,t){let{width:o,height:n,title:r,right:s=96,series:i,
ticks:a,low:l,high:c,at:d,axis:h=[],click:g}=t,f=o-_-s,u=n-L-jt,y=Math.max(...i.map(x=>x.values.length),1),k=x=>_+(y>1?x/(y-1):.5)*f,T=x=>L+(1-nt(x,l,c))*u,v=m(
"svg",{width:o,height:n,role:"img","aria-label":r});v.append(m("text",{x:0,y:10,class:"quiet"},r));for(let[x,A]of a)v.append(m("line",{x1:_,x2:_+f,y1:T(x),y2:T(
x),stroke:N(e,"line")}),m("text",{x:_-4,y:T(x)+3,"text-anchor":"end",class:"quiet"},A));for(let[x,A]of h)v.append(m("text",{x:k(x),y:n-4,"text-anchor":"middle",
class:"quiet"},A));if(d>=0){let x={x1:k(d),x2:k(d),y1:L,y2:L+u};v.append(m("line",{...x,stroke:N(e,"chosen"),"stroke-width":1.5}))}return v.append(...Ht(e,i,k,T,
_+f)),g&&(v.style.cursor="pointer",v.addEventListener("click",x=>{let A=(x.clientX-v.getBoundingClientRect().left-_)/f;g(S(Math.round(A*(y-1)),0,y-1))})),v}function Ht(e,t,o,n,r){
let s=[],i=[];for(let{name:l,values:c,style:d}of t){let h=c.findLastIndex(k=>!Number.isNaN(k));if(h<0)continue;let[g,f]=it[d%it.length],u=N(e,g),y=Vt(c,o,n);s.push(
m("path",{d:y,fill:"none",stroke:u,"stroke-width":1.8,"stroke-dasharray":f})),i.push({name:l,y:n(c[h])})}i.sort((l,c)=>l.y-c.y);let a=L+4;for(let{name:l,y:c}of i){
let d=Math.max(c,a),h=m("text",{x:r+5,y:d+3},l);s.push(h),a=d+Kt}return s}function Vt(e,t,o){let n="",r=!1;return e.forEach((s,i)=>{let a=!Number.isNaN(s);a&&(n+=
`${r?"L":"M"}${t(i).toFixed(1)} ${o(s).toFixed(1)}`),r=a}),n}function W(e){let t=Array.from(e).filter(i=>Number.isFinite(i)),o=Math.floor(Math.min(0,...t)),n=Math.
max(o+1,Math.ceil(Math.max(0,...t))),r=Math.max(1,Math.ceil((n-o)/4)),s=[];for(let i=o;i<=n;i+=r){let a=String(Number((10**i).toPrecision(1))),l=i===0?"1":Math.
abs(i)<=3?a:`1e${i}`.replace("-","−");s.push([i,l])}return{low:o,high:n,ticks:s}}var G=40,Gt='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
zt=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function ct(e,t,o,n){let r=Float64Array.from(e);for(let s=0;s<t;s++){let i=r.subarray(s*t,s*t+t),a=Math.max(
...i),l=i.map(d=>Math.exp(d-a)),c=l.reduce((d,h)=>d+h,0);i.set(l.map(d=>d/c+n))}for(let s=0;s<o;s++)s&&lt(r,t,t,1,n),lt(r,t,1,t,n);return r}function lt(e,t,o,n,r){
for(let s=0;s<t;s++){let i=r;for(let a=0;a<t;a++)i+=e[s*o+a*n];for(let a=0;a<t;a++)e[s*o+a*n]/=i}}function Yt(e,t){let o=0,n=0;for(let r=0;r<t;r++){let s=0,i=0;
for(let a=0;a<t;a++)s+=e[r*t+a],i+=e[a*t+r];o=Math.max(o,Math.abs(s-1)),n=Math.max(n,Math.abs(i-1))}return{row:o,column:n}}function dt(e,t){let{model:o,own:n}=e,
{pane:r}=n,s=$(o.get("logits")),i=$(o.get("pre")).length,{steps:a,eps:l}=o.get("steps");if(!s.length||Number.isNaN(s[0]))return r.replaceChildren(p("div","dsv-m\
essage",Gt)),{};let c=n.dial??a,d=ct(s,i,c,l),h=Array.from({length:G+1},(T,v)=>Yt(ct(s,i,v,l),i)),g=t<480?28:34,f=i*g+34,u=p("div","dsv-mix");u.append(Qt(e,d,i,
g),Jt(e,h,c,t>f+200?t-f-20:t,i*g+26));let y=r.querySelector("input")??p("input","dsv-dial"),k=document.activeElement===y;return r.replaceChildren(Xt(e,y,h[c],c),
u,p("div","dsv-note",Zt(e))),k&&y.focus(),{dial:c,matrix:Array.from(d),rowError:h[c].row}}function pt(e,t){e.own.dial=t,e.redraw()}function Xt(e,t,o,n){let r=p(
"label","dsv-note");r.style.display="block",t.type="range",t.min="0",t.max=String(G),t.value=String(n),t.setAttribute("aria-label","Sinkhorn steps"),t.oninput=()=>pt(
e,Number(t.value));let s=n===e.model.get("steps").steps?" (as run)":"",i=`rows miss 1 by ${b(o.row,5)}, columns by ${b(o.column,6)}`;return r.append(t,` ${n} st\
eps${s}: ${i}`),r}function Qt({root:e},t,o,n){let s=m("svg",{width:o*n+34,height:o*n+22,role:"img","aria-label":"matrix after the chosen steps"}),i=N(e,"ramp-lo\
w"),a=N(e,"ramp-high");for(let l=0;l<o;l++){let c=16+l*n+n/2+4;s.append(m("text",{x:0,y:c},`${l} →`),m("text",{x:26+(l+.5)*n,y:10,"text-anchor":"middle"},`${l}`));
for(let d=0;d<o;d++){let h=t[l*o+d],g=M(i,a,S(h,0,1)),f={x:26+d*n+1,y:16+l*n+1,width:n-2,height:n-2},u=m("text",{x:26+(d+.5)*n,y:c,"text-anchor":"middle"},b(h));
u.style.fill=R(g),s.append(m("rect",{...f,rx:3,fill:g}),u)}}return s}function Jt(e,t,o,n,r){let s=a=>Math.log10(Math.max(a,1e-8)),{steps:i}=e.model.get("steps");
return O(e.root,{width:n,height:r,right:60,low:-8,high:1,ticks:zt,at:o,title:"largest miss of 1 after each number of steps",axis:[0,10,i,30,G].map(a=>[a,String(
a)]),series:[{name:"rows",values:Float32Array.from(t,a=>s(a.row)),style:0},{name:"columns",values:Float32Array.from(t,a=>s(a.column)),style:1}],click:a=>pt(e,a)})}
function Zt({model:e}){let{steps:t,unbalanced:o,late:n,sites:r}=e.get("steps"),s=e.get("limit");if(!o.length)return`After ${t} steps no row of any site and toke\
n misses 1 by more than ${s}.`;let i=o.map(([a,l,c])=>`layer ${a} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${t} steps a row \
still misses 1 by more than ${s} at ${n} of the ${r} captured sites${n>o.length?", most often at":":"} ${i.join(", ")}.`}var w=38,Y=68,mt=20,F=mt+Y+8,q=28,z=26,X=40,B=85,te=(e,t,o)=>S(Math.floor(e/t*o),0,o-1),C=({model:e,sel:t})=>Math.max(0,e.get("layers").indexOf(t.get("layer")))+
t.get("site");function I(e,t){let o=e.model.get("layers"),n=S(t,0,o.length-1);e.pick({layer:o[n],site:n-o.indexOf(o[n]),expert:-1,entry:-1})}function ht(e,t){let{
model:o,own:n}=e,[r,s,i]=[$(o.get("pre")),$(o.get("post")),$(o.get("comb"))],a=b(t.sinkhorn_error,4);n.matrix.replaceChildren(ee(e,r,s,i)),n.words.replaceChildren(
p("div","",`next[to] = post[to] × ${t.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),p("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${a}`)),n.norms.replaceChildren(ne(e,t)),n.strip.replaceChildren(re(e,r.length));let l=Array.from($(o.get("exchange")));return{pre:Array.
from(r),comb:Array.from(i),post:Array.from(s),exchange:l}}function ee(e,t,o,n){let r=t.length,s=`rgb(${N(e.root,"tint")})`,i=`mixing matrix, ${Array.from(n,c=>c.
toFixed(2)).join(" ")}`,a=m("svg",{width:F+r*w+4,height:q+r*w+46,role:"img","aria-label":i}),l=mt+Y;a.append(m("text",{x:l,y:10,"text-anchor":"end",class:"quiet"},
"pre: read"),m("text",{x:F+r*w/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));for(let c=0;c<r;c++){let d=q+c*w,h=S(t[c],0,1)*(Y-36);a.append(
m("text",{x:2,y:d+w/2+4},`${c} →`.slice(0,3)),m("rect",{x:l-h,y:d+11,width:Math.max(h,.5),height:w-22,fill:s}),m("text",{x:l-h-3,y:d+w/2+4,"text-anchor":"end"},
b(t[c])),m("text",{x:F+c*w+w/2,y:23,"text-anchor":"middle"},`${c}`));for(let y=0;y<r;y++)a.append(...oe(e,n[c*r+y],r,c,y));let g=S(o[c]/2,0,1)*22,f=F+c*w,u=q+r*
w+6;a.append(m("rect",{x:f+8,y:u,width:w-16,height:Math.max(g,.5),fill:s}),m("text",{x:f+w/2,y:u+g+12,"text-anchor":"middle"},b(o[c])))}return a.append(m("text",
{x:l,y:q+r*w+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),a}function oe({root:e,model:t},o,n,r,s){let i=F+s*w,a=q+r*w,l=M(N(e,"ramp-low"),N(e,"ramp\
-high"),S(o,0,1)),c=R(l),d=m("rect",{x:i+1,y:a+1,width:w-2,height:w-2,rx:3,fill:l}),h=m("title",{},`comb[from ${r}, to ${s}] = ${b(o,4)}`),g=m("text",{x:i+w/2,y:a+
w/2+4,"text-anchor":"middle"},b(o));g.style.fill=c,d.append(h);let f=$(t.get("spread"));if(!f.length)return[d,g];let u=A=>i+4+S(A,0,1)*(w-8),[y,k,T]=[0,1,2].map(
A=>f[A*n*n+r*n+s]);h.textContent+=`; over the run 5 % ${b(y,3)}, middle ${b(k,3)}, 95 % ${b(T,3)}`;let v={x1:u(y),x2:Math.max(u(T),u(y)+1),y1:a+w-6,y2:a+w-6},x={
x1:u(k),x2:u(k),y1:a+w-8,y2:a+w-4};return[d,m("line",{...v,stroke:c,opacity:.55}),m("line",{...x,stroke:c}),g]}function ne({root:e,model:t},o){let n=$(t.get("no\
rm"));if(Number.isNaN(n[0]))return p("div","dsv-note","Stream norms: capture “streams” to see them.");let r=Math.max(...n,1e-9),s=20+n.length*15,i=m("svg",{
width:150,height:s,role:"img","aria-label":"norms of the streams"}),a=o.layer?`stream norms after layer ${o.layer-1}`:"stream norms after the embedding";return i.
append(m("text",{x:0,y:12,class:"quiet"},a)),n.forEach((l,c)=>{let d=18+c*15,h=l/r*90;i.append(m("text",{x:0,y:d+9},`${c}`),m("rect",{x:12,y:d,width:Math.max(h,
.5),height:11,fill:`rgb(${N(e,"tint")})`}),m("text",{x:16+h,y:d+9},b(l,1)))}),i}function re(e,t){let{model:o,body:n,root:r}=e,s=$(o.get("exchange")),i=o.get("la\
yers").length,a=Math.max(200,n.clientWidth-2),l=Math.max(...s.filter(u=>!Number.isNaN(u)),.001),c=N(r,"line"),d=m("svg",{width:a,height:B+17,role:"img","aria-la\
bel":"all sites"}),h=b(1-1/t),g=`share that comes from other streams, at each site (tallest ${b(l,3)}; evenly mixed would be ${h})`;d.append(m("text",{x:0,y:10,
class:"quiet"},g),m("text",{x:0,y:X+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1)"));for(let u=0;u<i;u++)d.append(...se(e,u,a/
i,l));for(let u of[X+.5,B+.5])d.append(m("line",{x1:0,x2:a,y1:u,y2:u,stroke:c}));return d.addEventListener("click",u=>{I(e,te(u.clientX-d.getBoundingClientRect().
left,a,i))}),d}function se(e,t,o,n){let{model:r,root:s}=e,i=r.get("layers"),a=$(r.get("exchange"))[t],l=$(r.get("largest_pre"))[t],c=!Number.isNaN(a),d=c?S(a/n,
0,1)*z:z,h=S(l,0,1)*z,g=t*o,f=t===C(e)?N(s,"chosen"):`rgb(${N(s,"tint")})`,u={x:g+1,width:Math.max(o-2,1),opacity:t%2?.6:1},y=m("g",{class:"step"});y.append(m("\
rect",{x:g,y:0,width:o,height:B+17,fill:"transparent"}),m("rect",{...u,y:X-d,height:Math.max(d,.7),fill:c?f:"none",stroke:c?"none":N(s,"line"),"stroke-dasharray":"\
2 3"})),c&&y.append(m("rect",{...u,y:B-h,height:Math.max(h,.7),fill:f}));let k=t-i.indexOf(i[t]),T=`layer ${i[t]}, ${k?"experts":"attention"}`,v=`${b(a,3)} from\
 other streams, largest pre ${b(l,3)}`;return y.append(m("title",{},`${T}: ${v}`)),k||o<=9&&i[t]%5?[y]:[m("text",{x:g+1,y:B+13,class:"quiet"},`${i[t]}`),y]}var ae=["Sinkhorn, as run","row softmax","unconstrained"],ie='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
ce="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",le="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",U=40,de=96,j=16;function pe({first:e,last:t,gap:o}){return o<0?`Product of all si\
tes${e>0?` from layer ${e} on`:""} up to each step, for this token.`:`Product of the sites of layers ${e} to ${t} up to each step, for this token; it ends there\
, since layer ${o} was not captured.`}function ut(e,t){let{model:o,root:n,own:r}=e,s=o.get("layers"),i=s.length,a=o.get("variants").length,l=$(o.get("product")),
c=(x,A)=>l.slice((x*a+A)*i,(x*a+A+1)*i),d=x=>ae.map((A,Q)=>({name:A,values:c(x,Q),style:Q})),h=$(o.get("pre")).length,g=s.flatMap((x,A)=>A===s.indexOf(x)?[[A,`${x}`]]:
[]),f={width:t,height:92,at:C(e),axis:g,click:x=>I(e,x)},u=`${pe(o.get("product_facts"))} ${ce}`;r.pane.replaceChildren(O(n,{...f,...W(l.slice(0,a*i)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),O(n,{...f,low:1,high:h,ticks:[1,h].map(x=>[x,String(x)]),series:d(1),title:"effec\
tive rank: 1 all streams alike, all apart at the top"}),O(n,{...f,...W(l.slice(2*a*i).filter(x=>x>-30)),series:d(2),title:"second eigenvalue: what is left of th\
e difference (log scale)"}),p("div","dsv-note",Number.isNaN(c(0,1)[i-1])?ie:u));let[y,k,T,v]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(x=>Array.from(x));return{gain:y,free:k,
rank:T,second:v}}function ft(e,t){let{model:o,root:n,own:r}=e,{layers:s,pairs:i}=o.get("stream_facts");if(!s)return r.pane.replaceChildren(p("div","dsv-message",
le)),{};let a=$(o.get("stream_norm")),l=$(o.get("stream_cosine")),c=s.length,d=a.length/c,h=a.map(f=>Math.log10(f)),g=O(n,{width:t,height:150,...W(h),title:"nor\
m of each stream after every layer (log scale)",axis:s.map((f,u)=>[u,f<0?"emb":String(f)]),at:s.indexOf(o.get("facts").layer),click:f=>{s[f]>=0&&e.pick({layer:s[f],
expert:-1,entry:-1})},series:Array.from({length:d},(f,u)=>({name:`stream ${u}: ${b(a[(c-1)*d+u],1)}`,style:u,values:Float32Array.from({length:c},(y,k)=>h[k*d+u])}))});
return r.pane.replaceChildren(g,me(e,l,c,i,t)),{norms:Array.from(a),cosines:Array.from(l)}}function me({root:e},t,o,n,r){let s=(r-U-de)/o,i=24+n.length*j,a=m("s\
vg",{width:r,height:i,role:"img","aria-label":"cosines between streams"});a.append(m("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, 0 unrelat\
ed, −1 opposite"));let l=N(e,"ramp-low"),c=N(e,"ramp-high");for(let[d,h]of n.entries()){let g=j+d*j;a.append(m("text",{x:U-6,y:g+11,"text-anchor":"end"},h));for(let f=0;f<
o;f++){let u=t[f*n.length+d],y=M(l,c,Math.abs(S(u,-1,1)));if(a.append(m("rect",{x:U+f*s+1,y:g,width:Math.max(s-2,1),height:j-2,rx:2,fill:y})),s<=26)continue;let k=m(
"text",{x:U+(f+.5)*s,y:g+11,"text-anchor":"middle"},b(u));k.style.fill=R(y),a.append(k)}}return a}var he={product:ut,dial:dt,streams:ft};function ue({head:e,body:t}){let o=p("select");o.setAttribute("aria-label","picture"),o.append(P("site","one site"),P("pr\
oduct","all sites together"),P("dial","Sinkhorn dial"),P("streams","streams over depth")),e.querySelector(".dsv-numbers")?.before(o);let n=p("div","dsv-mix"),r=p(
"div"),s=p("div"),i=p("div","dsv-note"),a=p("div"),l=p("div"),c=p("div");return s.style.flex="1 1 150px",s.style.minWidth="150px",s.append(i,a),n.append(r,s),t.
append(n,l,c),{choose:o,mix:n,matrix:r,words:i,norms:a,strip:l,pane:c,dial:null}}function fe(e){let{choose:t}=e.own;e.listen(t,"change",()=>e.tell("picture",t.value))}
function ge(e){let{model:t,facts:o,body:n,root:r,own:s}=e,i=t.get("facts");if(!$(t.get("pre")).length)return;o.replaceChildren(p("b","",`layer ${i.layer}, at ${i.
site?"the experts":"attention"}`),` · token ${i.token} `,p("b","",`“${at(i.piece??"",16)}”`));let a=t.get("picture"),l=a==="site";s.choose.value=a,s.mix.style.
display=s.strip.style.display=l?"":"none",s.pane.style.display=l?"none":"";let c=l?ht(e,i):he[a](e,Math.max(300,n.clientWidth-2)),d={layer:i.layer,site:i.site,token:i.
token};r.drawn={picture:a,...d,...c,at:performance.now()}}function xe({model:e}){let t=e.get("facts"),o=["pre","post","comb","norm"],[n,r,s,i]=o.map(c=>$(e.get(
c))),a=n.length;return{columns:["from stream","pre",...Array.from({length:a},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
n,(c,d)=>[d,c,...s.slice(d*a,d*a+a),r[d],i[d]]),note:`Layer ${t.layer}, at ${t.site?"the experts":"attention"}, token ${t.token}.`}}function ye({model:e},t){let o=e.
get("facts"),n=["pre","post","comb"],[r,s,i]=n.map(d=>Array.from($(e.get(d)))),a=`layer ${o.layer}, at ${o.site?"the experts":"attention"}, token ${o.token}`,l=d=>`${d.
map(h=>b(h)).join(", ")} for streams 0 to ${r.length-1} (${a})`,c={pre:r,post:s,comb:i.filter((d,h)=>h%(r.length+1)===0)};return r.length&&t in c?l(c[t]):void 0}
var gt=e=>t=>t.pick({token:Math.max(0,(t.model.get("facts").token??0)+e)}),be={title:"Residual streams",aria:"How the residual streams are mixed. Up and down mo\
ve through the layers' sites, left and right the token.",keys:{ArrowUp:e=>I(e,C(e)-1),ArrowDown:e=>I(e,C(e)+1),ArrowLeft:gt(-1),ArrowRight:gt(1)},build:ue,listen:fe,
draw:ge,table:xe,symbols:ye},$o=st(be);export{$o as default};
