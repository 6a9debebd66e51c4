function D(e){return e?e instanceof DataView?new Uint8Array(e.buffer,e.byteOffset,e.byteLength):e instanceof Uint8Array?e:new Uint8Array(e.buffer??e):new Uint8Array(
0)}function xt(e,t){let o=D(e);return new t(o.slice(0,o.length-o.length%t.BYTES_PER_ELEMENT).buffer)}var N=e=>xt(e,Float32Array);var v=(e,t)=>getComputedStyle(e).getPropertyValue(`--dsv-${t}`).trim()||"#888";function J(e){let t=e.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
t.length===3?t[o/2]+t[o/2]:t.slice(o,o+2),16))}function yt(e,t,o){let n=J(e),s=J(t);return n.map((r,i)=>Math.round(r+(s[i]-r)*o))}var M=(e,t,o)=>`rgb(${yt(e,t,o).
join(",")})`;function R(e){let[t,o,n]=(e.match(/\d+/g)??["0","0","0"]).map(Number);return .299*t+.587*o+.114*n>140?"#111":"#fff"}function p(e,t,o){let n=document.createElement(e);return t&&(n.className=t),o!==void 0&&(n.textContent=o),n}function m(e,t,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",e);for(let[s,r]of Object.entries(t??{}))n.setAttribute(s,String(r));return o!==void 0&&(n.textContent=o),n}function P(e,t){let o=p("op\
tion","",t);return o.value=String(e),o}function Z(e,t){let o=p("table",e),n=p("thead"),s=p("tr"),r=p("tbody");for(let i of t)s.append(p("th","",i));return n.append(
s),o.append(n,r),{table:o,head:s,rows:r}}var bt=["fill","outline","under","dotted","dashed","ramp"],wt=["hatch","dots","dot","bar","tick","strike"],kt=e=>e.split(/(\{\w+\})/).filter(Boolean).map(t=>/^\{\w+\}$/.
test(t)?{text:t.slice(1,-1),symbol:!0}:{text:t,symbol:!1});function Nt(e,t){let o=p("span","dsv-mark-of"),[n,s]=e.split(" "),r=bt.includes(n)&&s||wt.includes(n),
i=p("span",r?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",r?"":e);return s&&r&&i.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),i.setAttribute(
"aria-hidden",String(r)),o.append(i,t),o}function tt(e,t,o){if(!t?.look_for)return;let{head:n,look:s}=e,r=p("div","dsv-marks"),i=p("div","dsv-help"),a=p("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),r.append(...t.marks.map(([l,c])=>Nt(l,c))),i.append(...t.explains.map(l=>p("p","",l))),t.equation&&
i.append(...vt(e,t,o)),s.append(p("p","dsv-look-for",t.look_for),r,i),n.append(a),e.listen(a,"click",()=>{i.hidden=!i.hidden,a.setAttribute("aria-expanded",String(
!i.hidden))})}function vt(e,t,o){let n=p("div","dsv-equation"),s=p("div","dsv-symbol-said","Point at a symbol for what it is here.");s.setAttribute("aria-live",
"polite");for(let r of t.equation.split(`
`)){let i=p("div");for(let{text:a,symbol:l}of kt(r)){if(!l){i.append(a);continue}let c=p("span","dsv-symbol",a.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=a;let d=()=>{let h=o(a),g=h?p("b","",` Here: ${h}.`):"";s.replaceChildren(p("i","",a.replace(/_/g,"-")),`: ${t.symbols[a]}.`,g),
s.dataset.symbol=a};for(let h of["mouseenter","focus","click"])e.listen(c,h,d);i.append(c)}n.append(i)}return[n,s]}var et=globalThis;et.dsvGains??=new WeakMap;var K=et.dsvGains;function $t(e,t){let o=e.get(t);return K.get(o)?.whole??o}function At(e,t,o,n){let s=e.get(t),r=D(
$t(e,t)),i=D(n);if(r.length!==o||!(s instanceof Object))return!1;let a=K.get(s);if(!a||a.room.length<o+i.length){let l=new Uint8Array(2*(o+i.length));l.set(r),a=
{room:l},K.set(s,a)}return a.room.set(i,o),a.whole=a.room.subarray(0,o+i.length),!0}function ot({model:e}){let t=(o,n)=>{let s=(o?.gained??[]).filter(([r,i],a)=>!At(
e,r,i,n[a]));s.length&&e.send({whole:s.map(([r])=>r)})};e.on("msg:custom",t)}var S=(e,t,o)=>Math.max(t,Math.min(o,e));function nt(e,t,o){return o>t?S((e-t)/(o-t),0,1):e>=o?1:0}function w(e,t=2){return typeof e!="number"||Number.isNaN(e)?
"–":e.toFixed(t).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var V=400;function rt(e,t){let o=p("button","dsv-small dsv-numbers","numbers"),n=p("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",e.head.append(o),e.body.before(n);let s=!1;
return e.listen(o,"click",()=>{s=!s,o.setAttribute("aria-pressed",String(s)),e.redraw()}),()=>(n.style.display=s?"":"none",e.body.style.display=s?"none":"",s&&Et(
e,n,t()),s)}function Et(e,t,{columns:o,rows:n,note:s}){let r=Z("dsv-table",o);for(let a of r.head.children)a.scope="col";for(let a of n.slice(0,V)){let l=p("tr");
l.style.cursor="default";for(let c of a)l.append(p("td","",St(c)));r.rows.append(l)}let i=n.length>V?`The first ${V} of ${n.length} rows. `:"";t.replaceChildren(
p("div","dsv-note",i+(s??"")),r.table),e.root.drawnTable={columns:o,rows:n.length}}function St(e){return typeof e=="number"?Number.isInteger(e)?String(e):w(e,4):
String(e??"–")}var Tt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",_t={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ot={expert:-1,entry:-1,hover_entry:-1},Mt=["SELECT","INPUT","TEX\
TAREA"],st=e=>({initialize:ot,render:t=>Rt(t,e)});async function Rt({model:e,el:t},o){let n=It(o);t.append(n.root);let s=await e.widget_manager.get_model(e.get(
"selection").replace("IPY_MODEL_","")),r=new H(e,s,n,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function Ct(e,t){let o=t.layer!==void 0&&
t.layer!==e.get("layer");for(let[n,s]of Object.entries({...o?Ot:{},...t}))e.set(n,s);e.save_changes()}function It({title:e,aria:t}){let o=p("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",t);let n=p("div","dsv-head"),s=p("div","dsv-facts");s.setAttribute("aria-live","polite"),n.append(p(
"span","dsv-title",e),p("span","dsv-space"));let r=p("div","dsv-look"),i=p("div","dsv-message"),a=p("div","dsv-body");return o.append(p("div","dsv-gone",Tt),n,r,
s,i,a),{root:o,head:n,look:r,facts:s,message:i,body:a}}var H=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(t,o,{root:n,head:s,look:r,facts:i,message:a,body:l},c){
this.model=t,this.sel=o,this.root=n,this.head=s,this.look=r,this.facts=i,this.body=l,this.#t=a,this.#r=c,this.own=void 0,this.tabled=c.table?rt(this,()=>c.table(
this)):null,tt(this,t.get("about"),d=>c.symbols?.(this,d)),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#a()}))}#a(){let{root:t,model:o,facts:n,body:s}=this;if(!t.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let r=o.get("messa\
ge");if(t.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.display=r?"none":"",r){n.textContent="";return}if(!this.
tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,console.error(i)}}pick(t){Ct(this.sel,
t)}hover(t){let o=Object.entries(t).filter(([n,s])=>this.sel.get(n)!==s);this.#i(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#i(t){for(let[o,n]of t)
this.sel.set(o,n)}tell(t,o){this.model.set(t,o),this.model.save_changes()}listen(t,o,n,s){t.addEventListener(o,n,s),this.#e.push(()=>t.removeEventListener(o,n,s))}#c(){
let{model:t,sel:o,root:n}=this,s=()=>this.redraw(),r=(c,d,h)=>{c.on(d,h),this.#e.push(()=>c.off(d,h))};r(t,"change",s),r(t,"msg:custom",s),r(o,"change",s);let i=()=>n.
classList.toggle("gone",o.comm_live===!1);i(),r(o,"comm_live_update",i);let a=new MutationObserver(()=>{s(),setTimeout(s,400)});a.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(s);l.observe(n),this.#e.push(()=>a.disconnect(),()=>l.disconnect())}#l(){
this.listen(this.root,"focusin",Pt,!0),this.listen(this.root,"keydown",t=>{if(Mt.includes(t.target.tagName)||t.ctrlKey||t.metaKey||t.altKey)return;let o=t.key===
"Escape"?()=>this.pick(_t):this.#r.keys?.[t.key];o&&(o(this),t.preventDefault(),t.stopPropagation())})}clean(){this.#n=!0;for(let t of this.#e)t();this.root.remove()}},
Pt=e=>{e.target.dataset.lmSuppressShortcuts="true"};var Lt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Ft=/<｜([^｜<>\n]*)｜>/g,qt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Bt=e=>`⟨U+${e.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,Dt=e=>e.replace(Ft,(t,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(Lt,Bt),Wt=e=>qt.
test(e)?`⁨${e}⁩`:e;function at(e,t=9){let o=e.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=Dt(o)||"␣",s=[...n];return Wt(s.length>t?`${s.slice(
0,t-1).join("")}…`:n)}var _=40,L=16,Ut=18,jt=11,it=[["entries",""],["window","5 3"],["sink","2 2"],["ink","8 3 2 3"]];function O(e,t){let{width:o,height:n,title:s,right:r=96,series:i,
ticks:a,low:l,high:c,at:d,axis:h=[],click:g}=t,f=o-_-r,u=n-L-Ut,y=Math.max(...i.map(x=>x.values.length),1),k=x=>_+(y>1?x/(y-1):.5)*f,T=x=>L+(1-nt(x,l,c))*u,$=m(
"svg",{width:o,height:n,role:"img","aria-label":s});$.append(m("text",{x:0,y:10,class:"quiet"},s));for(let[x,A]of a)$.append(m("line",{x1:_,x2:_+f,y1:T(x),y2:T(
x),stroke:v(e,"line")}),m("text",{x:_-4,y:T(x)+3,"text-anchor":"end",class:"quiet"},A));for(let[x,A]of h)$.append(m("text",{x:k(x),y:n-4,"text-anchor":"middle",
class:"quiet"},A));if(d>=0){let x={x1:k(d),x2:k(d),y1:L,y2:L+u};$.append(m("line",{...x,stroke:v(e,"chosen"),"stroke-width":1.5}))}return $.append(...Kt(e,i,k,T,
_+f)),g&&($.style.cursor="pointer",$.addEventListener("click",x=>{let A=(x.clientX-$.getBoundingClientRect().left-_)/f;g(S(Math.round(A*(y-1)),0,y-1))})),$}function Kt(e,t,o,n,s){
let r=[],i=[];for(let{name:l,values:c,style:d}of t){let h=c.findLastIndex(k=>!Number.isNaN(k));if(h<0)continue;let[g,f]=it[d%it.length],u=v(e,g),y=Vt(c,o,n);r.push(
m("path",{d:y,fill:"none",stroke:u,"stroke-width":1.8,"stroke-dasharray":f})),i.push({name:l,stroke:u,y:n(c[h])})}i.sort((l,c)=>l.y-c.y);let a=L+4;for(let{name:l,
stroke:c,y:d}of i){let h=Math.max(d,a),g=m("text",{x:s+5,y:h+3},l);g.style.fill=c,r.push(g),a=h+jt}return r}function Vt(e,t,o){let n="",s=!1;return e.forEach((r,i)=>{
let a=!Number.isNaN(r);a&&(n+=`${s?"L":"M"}${t(i).toFixed(1)} ${o(r).toFixed(1)}`),s=a}),n}function W(e){let t=Array.from(e).filter(i=>Number.isFinite(i)),o=Math.
floor(Math.min(0,...t)),n=Math.max(o+1,Math.ceil(Math.max(0,...t))),s=Math.max(1,Math.ceil((n-o)/4)),r=[];for(let i=o;i<=n;i+=s){let a=String(Number((10**i).toPrecision(
1))),l=i===0?"1":Math.abs(i)<=3?a:`1e${i}`.replace("-","−");r.push([i,l])}return{low:o,high:n,ticks:r}}var G=40,Ht='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
Gt=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function ct(e,t,o,n){let s=Float64Array.from(e);for(let r=0;r<t;r++){let i=s.subarray(r*t,r*t+t),a=Math.max(
...i),l=i.map(d=>Math.exp(d-a)),c=l.reduce((d,h)=>d+h,0);i.set(l.map(d=>d/c+n))}for(let r=0;r<o;r++)r&&lt(s,t,t,1,n),lt(s,t,1,t,n);return s}function lt(e,t,o,n,s){
for(let r=0;r<t;r++){let i=s;for(let a=0;a<t;a++)i+=e[r*o+a*n];for(let a=0;a<t;a++)e[r*o+a*n]/=i}}function zt(e,t){let o=0,n=0;for(let s=0;s<t;s++){let r=0,i=0;
for(let a=0;a<t;a++)r+=e[s*t+a],i+=e[a*t+s];o=Math.max(o,Math.abs(r-1)),n=Math.max(n,Math.abs(i-1))}return{row:o,column:n}}function dt(e,t){let{model:o,own:n}=e,
{pane:s}=n,r=N(o.get("logits")),i=N(o.get("pre")).length,{steps:a,eps:l}=o.get("steps");if(!r.length||Number.isNaN(r[0]))return s.replaceChildren(p("div","dsv-m\
essage",Ht)),{};let c=n.dial??a,d=ct(r,i,c,l),h=Array.from({length:G+1},(T,$)=>zt(ct(r,i,$,l),i)),g=t<480?28:34,f=i*g+34,u=p("div","dsv-mix");u.append(Xt(e,d,i,
g),Qt(e,h,c,t>f+200?t-f-20:t,i*g+26));let y=s.querySelector("input")??p("input","dsv-dial"),k=document.activeElement===y;return s.replaceChildren(Yt(e,y,h[c],c),
u,p("div","dsv-note",Jt(e))),k&&y.focus(),{dial:c,matrix:Array.from(d),rowError:h[c].row}}function pt(e,t){e.own.dial=t,e.redraw()}function Yt(e,t,o,n){let s=p(
"label","dsv-note");s.style.display="block",t.type="range",t.min="0",t.max=String(G),t.value=String(n),t.setAttribute("aria-label","Sinkhorn steps"),t.oninput=()=>pt(
e,Number(t.value));let r=n===e.model.get("steps").steps?" (as run)":"",i=`rows miss 1 by ${w(o.row,5)}, columns by ${w(o.column,6)}`;return s.append(t,` ${n} st\
eps${r}: ${i}`),s}function Xt({root:e},t,o,n){let r=m("svg",{width:o*n+34,height:o*n+22,role:"img","aria-label":"matrix after the chosen steps"}),i=v(e,"ramp-lo\
w"),a=v(e,"ramp-high");for(let l=0;l<o;l++){let c=16+l*n+n/2+4;r.append(m("text",{x:0,y:c},`${l} →`),m("text",{x:26+(l+.5)*n,y:10,"text-anchor":"middle"},`${l}`));
for(let d=0;d<o;d++){let h=t[l*o+d],g=M(i,a,S(h,0,1)),f={x:26+d*n+1,y:16+l*n+1,width:n-2,height:n-2},u=m("text",{x:26+(d+.5)*n,y:c,"text-anchor":"middle"},w(h));
u.style.fill=R(g),r.append(m("rect",{...f,rx:3,fill:g}),u)}}return r}function Qt(e,t,o,n,s){let r=a=>Math.log10(Math.max(a,1e-8)),{steps:i}=e.model.get("steps");
return O(e.root,{width:n,height:s,right:60,low:-8,high:1,ticks:Gt,at:o,title:"largest miss of 1 after each number of steps",axis:[0,10,i,30,G].map(a=>[a,String(
a)]),series:[{name:"rows",values:Float32Array.from(t,a=>r(a.row)),style:0},{name:"columns",values:Float32Array.from(t,a=>r(a.column)),style:1}],click:a=>pt(e,a)})}
function Jt({model:e}){let{steps:t,unbalanced:o,late:n,sites:s}=e.get("steps"),r=e.get("limit");if(!o.length)return`After ${t} steps no row of any site and toke\
n misses 1 by more than ${r}.`;let i=o.map(([a,l,c])=>`layer ${a} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${t} steps a row \
still misses 1 by more than ${r} at ${n} of the ${s} captured sites${n>o.length?", most often at":":"} ${i.join(", ")}.`}var b=38,Y=68,mt=20,F=mt+Y+8,q=28,z=26,X=40,B=85,Zt=(e,t,o)=>S(Math.floor(e/t*o),0,o-1),C=({model:e,sel:t})=>Math.max(0,e.get("layers").indexOf(t.get("layer")))+
t.get("site");function I(e,t){let o=e.model.get("layers"),n=S(t,0,o.length-1);e.pick({layer:o[n],site:n-o.indexOf(o[n]),expert:-1,entry:-1})}function ht(e,t){let{
model:o,own:n}=e,[s,r,i]=[N(o.get("pre")),N(o.get("post")),N(o.get("comb"))],a=w(t.sinkhorn_error,4);n.matrix.replaceChildren(te(e,s,r,i)),n.words.replaceChildren(
p("div","",`next[to] = post[to] × ${t.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),p("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${a}`),p("div","","bar in a cell: nine in ten tokens of the run")),n.norms.replaceChildren(oe(e,t)),n.strip.replaceChildren(ne(e,s.length));
let l=Array.from(N(o.get("exchange")));return{pre:Array.from(s),comb:Array.from(i),post:Array.from(r),exchange:l}}function te(e,t,o,n){let s=t.length,r=`rgb(${v(
e.root,"tint")})`,i=`mixing matrix, ${Array.from(n,c=>c.toFixed(2)).join(" ")}`,a=m("svg",{width:F+s*b+4,height:q+s*b+46,role:"img","aria-label":i}),l=mt+Y;a.append(
m("text",{x:l,y:10,"text-anchor":"end",class:"quiet"},"pre: read"),m("text",{x:F+s*b/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));for(let c=0;c<
s;c++){let d=q+c*b,h=S(t[c],0,1)*(Y-36);a.append(m("text",{x:2,y:d+b/2+4},`${c} →`.slice(0,3)),m("rect",{x:l-h,y:d+11,width:Math.max(h,.5),height:b-22,fill:r}),
m("text",{x:l-h-3,y:d+b/2+4,"text-anchor":"end"},w(t[c])),m("text",{x:F+c*b+b/2,y:23,"text-anchor":"middle"},`${c}`));for(let y=0;y<s;y++)a.append(...ee(e,n[c*s+
y],s,c,y));let g=S(o[c]/2,0,1)*22,f=F+c*b,u=q+s*b+6;a.append(m("rect",{x:f+8,y:u,width:b-16,height:Math.max(g,.5),fill:r}),m("text",{x:f+b/2,y:u+g+12,"text-anch\
or":"middle"},w(o[c])))}return a.append(m("text",{x:l,y:q+s*b+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),a}function ee({root:e,model:t},o,n,s,r){
let i=F+r*b,a=q+s*b,l=M(v(e,"ramp-low"),v(e,"ramp-high"),S(o,0,1)),c=R(l),d=m("rect",{x:i+1,y:a+1,width:b-2,height:b-2,rx:3,fill:l}),h=m("title",{},`comb[from ${s}\
, to ${r}] = ${w(o,4)}`),g=m("text",{x:i+b/2,y:a+b/2+4,"text-anchor":"middle"},w(o));g.style.fill=c,d.append(h);let f=N(t.get("spread"));if(!f.length)return[d,g];
let u=A=>i+4+S(A,0,1)*(b-8),[y,k,T]=[0,1,2].map(A=>f[A*n*n+s*n+r]);h.textContent+=`; over the run 5 % ${w(y,3)}, middle ${w(k,3)}, 95 % ${w(T,3)}`;let $={x1:u(y),
x2:Math.max(u(T),u(y)+1),y1:a+b-6,y2:a+b-6},x={x1:u(k),x2:u(k),y1:a+b-8,y2:a+b-4};return[d,m("line",{...$,stroke:c,opacity:.55}),m("line",{...x,stroke:c}),g]}function oe({
root:e,model:t},o){let n=N(t.get("norm"));if(Number.isNaN(n[0]))return p("div","dsv-note","Stream norms: capture “streams” to see them.");let s=Math.max(...n,
1e-9),r=20+n.length*15,i=m("svg",{width:150,height:r,role:"img","aria-label":"norms of the streams"}),a=o.layer?`stream norms after layer ${o.layer-1}`:"stream \
norms after the embedding";return i.append(m("text",{x:0,y:12,class:"quiet"},a)),n.forEach((l,c)=>{let d=18+c*15,h=l/s*90;i.append(m("text",{x:0,y:d+9},`${c}`),
m("rect",{x:12,y:d,width:Math.max(h,.5),height:11,fill:`rgb(${v(e,"tint")})`}),m("text",{x:16+h,y:d+9},w(l,1)))}),i}function ne(e,t){let{model:o,body:n,root:s}=e,
r=N(o.get("exchange")),i=o.get("layers").length,a=Math.max(200,n.clientWidth-2),l=Math.max(...r.filter(u=>!Number.isNaN(u)),.001),c=v(s,"line"),d=m("svg",{width:a,
height:B+17,role:"img","aria-label":"all sites"}),h=w(1-1/t),g=`share that comes from other streams, at each site (tallest ${w(l,3)}; evenly mixed would be ${h}\
)`;d.append(m("text",{x:0,y:10,class:"quiet"},g),m("text",{x:0,y:X+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1)"));for(let u=0;u<
i;u++)d.append(...re(e,u,a/i,l));for(let u of[X+.5,B+.5])d.append(m("line",{x1:0,x2:a,y1:u,y2:u,stroke:c}));return d.addEventListener("click",u=>{I(e,Zt(u.clientX-
d.getBoundingClientRect().left,a,i))}),d}function re(e,t,o,n){let{model:s,root:r}=e,i=s.get("layers"),a=N(s.get("exchange"))[t],l=N(s.get("largest_pre"))[t],c=!Number.
isNaN(a),d=c?S(a/n,0,1)*z:z,h=S(l,0,1)*z,g=t*o,f=t===C(e)?v(r,"chosen"):`rgb(${v(r,"tint")})`,u={x:g+1,width:Math.max(o-2,1),opacity:t%2?.6:1},y=m("g",{class:"s\
tep"});y.append(m("rect",{x:g,y:0,width:o,height:B+17,fill:"transparent"}),m("rect",{...u,y:X-d,height:Math.max(d,.7),fill:c?f:"none",stroke:c?"none":v(r,"line"),
"stroke-dasharray":"2 3"})),c&&y.append(m("rect",{...u,y:B-h,height:Math.max(h,.7),fill:f}));let k=t-i.indexOf(i[t]),T=`layer ${i[t]}, ${k?"experts":"attention"}`,
$=`${w(a,3)} from other streams, largest pre ${w(l,3)}`;return y.append(m("title",{},`${T}: ${$}`)),k||o<=9&&i[t]%5?[y]:[m("text",{x:g+1,y:B+13,class:"quiet"},`${i[t]}`),
y]}var se=["Sinkhorn, as run","row softmax","unconstrained"],ae='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
ie="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",ce="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",U=40,le=96,j=16;function de({first:e,last:t,gap:o}){return o<0?`Product of all si\
tes${e>0?` from layer ${e} on`:""} up to each step, for this token.`:`Product of the sites of layers ${e} to ${t} up to each step, for this token; it ends there\
, since layer ${o} was not captured.`}function ut(e,t){let{model:o,root:n,own:s}=e,r=o.get("layers"),i=r.length,a=o.get("variants").length,l=N(o.get("product")),
c=(x,A)=>l.slice((x*a+A)*i,(x*a+A+1)*i),d=x=>se.map((A,Q)=>({name:A,values:c(x,Q),style:Q})),h=N(o.get("pre")).length,g=r.flatMap((x,A)=>A===r.indexOf(x)?[[A,`${x}`]]:
[]),f={width:t,height:92,at:C(e),axis:g,click:x=>I(e,x)},u=`${de(o.get("product_facts"))} ${ie}`;s.pane.replaceChildren(O(n,{...f,...W(l.slice(0,a*i)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),O(n,{...f,low:1,high:h,ticks:[1,h].map(x=>[x,String(x)]),series:d(1),title:"effec\
tive rank: 1 all streams alike, all apart at the top"}),O(n,{...f,...W(l.slice(2*a*i).filter(x=>x>-30)),series:d(2),title:"second eigenvalue: what is left of th\
e difference (log scale)"}),p("div","dsv-note",Number.isNaN(c(0,1)[i-1])?ae:u));let[y,k,T,$]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(x=>Array.from(x));return{gain:y,free:k,
rank:T,second:$}}function ft(e,t){let{model:o,root:n,own:s}=e,{layers:r,pairs:i}=o.get("stream_facts");if(!r)return s.pane.replaceChildren(p("div","dsv-message",
ce)),{};let a=N(o.get("stream_norm")),l=N(o.get("stream_cosine")),c=r.length,d=a.length/c,h=a.map(f=>Math.log10(f)),g=O(n,{width:t,height:150,...W(h),title:"nor\
m of each stream after every layer (log scale)",axis:r.map((f,u)=>[u,f<0?"emb":String(f)]),at:r.indexOf(o.get("facts").layer),click:f=>{r[f]>=0&&e.pick({layer:r[f],
expert:-1,entry:-1})},series:Array.from({length:d},(f,u)=>({name:`stream ${u}: ${w(a[(c-1)*d+u],1)}`,style:u,values:Float32Array.from({length:c},(y,k)=>h[k*d+u])}))});
return s.pane.replaceChildren(g,pe(e,l,c,i,t)),{norms:Array.from(a),cosines:Array.from(l)}}function pe({root:e},t,o,n,s){let r=(s-U-le)/o,i=24+n.length*j,a=m("s\
vg",{width:s,height:i,role:"img","aria-label":"cosines between streams"});a.append(m("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, 0 unrelat\
ed, −1 opposite"));let l=v(e,"ramp-low"),c=v(e,"ramp-high");for(let[d,h]of n.entries()){let g=j+d*j;a.append(m("text",{x:U-6,y:g+11,"text-anchor":"end"},h));for(let f=0;f<
o;f++){let u=t[f*n.length+d],y=M(l,c,Math.abs(S(u,-1,1)));if(a.append(m("rect",{x:U+f*r+1,y:g,width:Math.max(r-2,1),height:j-2,rx:2,fill:y})),r<=26)continue;let k=m(
"text",{x:U+(f+.5)*r,y:g+11,"text-anchor":"middle"},w(u));k.style.fill=R(y),a.append(k)}}return a}var me={product:ut,dial:dt,streams:ft};function he({head:e,body:t}){let o=p("select");o.setAttribute("aria-label","picture"),o.append(P("site","one site"),P("pr\
oduct","all sites together"),P("dial","Sinkhorn dial"),P("streams","streams over depth")),e.querySelector(".dsv-numbers")?.before(o);let n=p("div","dsv-mix"),s=p(
"div"),r=p("div"),i=p("div","dsv-note"),a=p("div"),l=p("div"),c=p("div");return r.style.flex="1 1 150px",r.style.minWidth="150px",r.append(i,a),n.append(s,r),t.
append(n,l,c),{choose:o,mix:n,matrix:s,words:i,norms:a,strip:l,pane:c,dial:null}}function ue(e){let{choose:t}=e.own;e.listen(t,"change",()=>e.tell("picture",t.value))}
function fe(e){let{model:t,facts:o,body:n,root:s,own:r}=e,i=t.get("facts");if(!N(t.get("pre")).length)return;o.replaceChildren(p("b","",`layer ${i.layer}, at ${i.
site?"the experts":"attention"}`),` · token ${i.token} `,p("b","",`“${at(i.piece??"",16)}”`));let a=t.get("picture"),l=a==="site";r.choose.value=a,r.mix.style.
display=r.strip.style.display=l?"":"none",r.pane.style.display=l?"none":"";let c=l?ht(e,i):me[a](e,Math.max(300,n.clientWidth-2)),d={layer:i.layer,site:i.site,token:i.
token};s.drawn={picture:a,...d,...c,at:performance.now()}}function ge({model:e}){let t=e.get("facts"),o=["pre","post","comb","norm"],[n,s,r,i]=o.map(c=>N(e.get(
c))),a=n.length;return{columns:["from stream","pre",...Array.from({length:a},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
n,(c,d)=>[d,c,...r.slice(d*a,d*a+a),s[d],i[d]]),note:`Layer ${t.layer}, at ${t.site?"the experts":"attention"}, token ${t.token}.`}}var gt=e=>t=>t.pick({token:Math.
max(0,(t.model.get("facts").token??0)+e)}),xe={title:"Residual streams",aria:"How the residual streams are mixed. Up and down move through the layers' sites, le\
ft and right the token.",keys:{ArrowUp:e=>I(e,C(e)-1),ArrowDown:e=>I(e,C(e)+1),ArrowLeft:gt(-1),ArrowRight:gt(1)},build:he,listen:ue,draw:fe,table:ge},bo=st(xe);export{bo as default};
